"use strict";
// Looks for words in the index that stands in the page itself. Nothing is asked for, and nothing leaves it.
const MOST = 100;
const entries = JSON.parse(document.getElementById("index").textContent);
const input = document.getElementById("words");
const found = document.getElementById("found");
const told = document.getElementById("told");
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const texts = entries.map(([, name, title, kind, text]) => [folded(name), folded(title), folded(`${name} ${title} ${kind} ${text}`)]);

/** How well an entry fits all words: by its name before its title before its text; 0 if one of them is not in it. */
function fit([name, title, all], words) {
  let sum = 0;
  for (const word of words) {
    if (!all.includes(word)) return 0;
    sum += name === word ? 100 : name.includes(word) ? 20 : title.includes(word) ? 10 : 1;
  }
  return sum;
}

/** The words around the first one that was looked for. */
function around(text, words) {
  const places = words.map((word) => folded(text).indexOf(word)).filter((at) => at >= 0);
  const at = places.length ? Math.max(0, Math.min(...places) - 60) : 0;
  return (at ? "… " : "") + text.slice(at, at + 200) + (text.length > at + 200 ? " …" : "");
}

function search() {
  const words = folded(input.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? texts.map((text, n) => [fit(text, words), n]).filter(([sum]) => sum) : [];
  hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  found.replaceChildren(...hits.slice(0, MOST).map(([, n]) => {
    const [to, name, title, kind, text] = entries[n];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = to;
    link.textContent = title ? `${name} ${title}` : name;
    const about = document.createElement("div");
    about.textContent = [kind, text ? around(text, words) : ""].filter(Boolean).join(": ");
    item.append(link, about);
    return item;
  }));
  told.textContent = !words.length ? "" : hits.length > MOST ? `${hits.length} found, the first ${MOST} are shown` : `${hits.length} found`;
}

input.value = new URLSearchParams(location.search).get("q") || "";
input.addEventListener("input", search);
search();
