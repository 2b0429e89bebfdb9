"use strict";
// Lets a reader sort and filter tables. Everything is readable without it, and nothing is asked for.
const TONES = ["good", "note", "warn", "bad", "critical"];
const MANY = 12;
const words = (cell) => (cell ? cell.textContent.trim() : "");
const number = (text) => (/^-?[\d\u2007\u2008]+(\.\d+)?[\u2007\u2008]*$/.test(text) ? parseFloat(text.replace(/[\u2007\u2008]/g, "")) : NaN);
const score = (text) => { const found = / = (\d+)/.exec(text); return found ? Number(found[1]) : NaN; };
const tone = (cell) => { const held = cell && cell.querySelector(".tone"); return held ? TONES.findIndex((name) => held.classList.contains(name)) : -1; };
const natural = new Intl.Collator("en", { numeric: true });

/** What compares the rows by a column: as numbers, scores, tones or words, whichever all that say something allow. */
function order(rows, column) {
  const said = rows.filter((row) => words(row.head.cells[column]));
  const by = [number, score].find((read) => said.length && said.every((row) => !Number.isNaN(read(words(row.head.cells[column])))));
  const toned = said.length && said.every((row) => tone(row.head.cells[column]) >= 0);
  const key = (row) => (by ? by(words(row.head.cells[column])) : toned ? tone(row.head.cells[column]) : 0);
  return (a, b) => key(a) - key(b) || natural.compare(words(a.head.cells[column]), words(b.head.cells[column]));
}

for (const figure of document.querySelectorAll("figure[data-table]")) {
  const table = figure.querySelector("table");
  const bodies = Array.from(table.tBodies);
  const rows = [];
  for (const body of bodies) {
    for (const line of body.rows) {
      if (line.classList.contains("group")) continue;
      if (line.classList.contains("below")) rows[rows.length - 1].lines.push(line);
      else rows.push({ head: line, lines: [line], body, group: body.querySelector(".group") });
    }
  }
  if (rows.length < MANY) continue;
  const caption = table.caption;
  const total = caption.textContent;
  const sorted = document.createElement("tbody");

  const tools = document.createElement("div");
  tools.className = "tools";
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  label.append("Filter ", input);
  tools.append(label);
  figure.before(tools);
  caption.setAttribute("aria-live", "polite");

  const filter = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = [row.group, ...row.lines].map(words).join(" ").toLowerCase();
      const fits = wanted.every((word) => text.includes(word));
      row.lines.forEach((line) => { line.hidden = !fits; });
      shown += fits ? 1 : 0;
    }
    for (const body of bodies) {
      const group = body.querySelector(".group");
      if (group) group.hidden = !rows.some((row) => row.body === body && !row.head.hidden);
    }
    caption.textContent = wanted.length ? `${shown} of ${total}` : total;
  };
  input.addEventListener("input", filter);
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden && table.contains(target)) { input.value = ""; filter(); target.scrollIntoView(); }
  });

  const heads = Array.from(table.tHead.rows[0].cells);
  const sort = (column, way) => {
    heads.forEach((head, n) => (n === column && way ? head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    if (!way) {
      rows.forEach((row) => row.body.append(...row.lines));
      sorted.remove();
      table.append(...bodies);
      return;
    }
    const compare = order(rows, column);
    const said = rows.filter((row) => words(row.head.cells[column])).sort((a, b) => way * compare(a, b));
    const silent = rows.filter((row) => !words(row.head.cells[column]));
    [...said, ...silent].forEach((row) => sorted.append(...row.lines));
    bodies.forEach((body) => body.remove());
    table.append(sorted);
  };
  heads.forEach((head, column) => {
    if (!words(head)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now === "ascending" ? -1 : now === "descending" ? 0 : 1);
    });
  });
}
