// Opens every page of a folder in which all texts would act if they could, and says what did: one line for each fault, exit
// code 1.
//
//     node hostile.mjs FOLDER TWIN
//
// Held, with the content security policy and without it: no error in the console, no dialog, no request beyond the page, no
// script but its own, no address that could do something, no character that turns or hides text, nothing wider than the window;
// and no element or attribute that is in no page of the twin, which says harmless words in the same places.
import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, twin] = process.argv.slice(2, 4).map((path) => resolve(path));
const faults = [];
const walk = (at) => readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(at, entry.name)) : [join(at, entry.name)]));
const pagesOf = (at) => walk(at).filter((file) => file.endsWith(".html")).sort();

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

/** The elements of a page, each with the attributes that any of its kind has. */
const shape = () => Array.from(document.querySelectorAll("*"), (one) => [one.localName, ...Array.from(one.attributes, (attribute) => `${one.localName} ${attribute.name}`)]).flat();

/** What is wrong with a page as it stands, whatever happened to it. */
const look = () => {
  const found = [];
  if ("hit" in globalThis) found.push("a text ran as a script");
  for (const link of document.querySelectorAll("[href], [src], [action], [srcdoc], [data]")) {
    for (const name of ["href", "xlink:href", "src", "action", "srcdoc", "data"]) {
      const to = link.getAttribute(name);
      if (to === null || (name === "src" && to.startsWith("data:image/png;base64,"))) continue;
      if (name === "action" && /^(\.\.\/)?search\.html$/.test(to)) continue;
      const scheme = new URL(to, document.baseURI).protocol;
      if (name !== "href" || !["file:", "http:", "https:", "mailto:"].includes(scheme) || to.startsWith("//") || to.startsWith("file:")) found.push(`${link.localName} ${name} leads to ${to.slice(0, 80)}`);
    }
  }
  for (const script of document.querySelectorAll("script:not([type='application/json'])")) {
    if (script.textContent.includes("zq")) found.push("a text is within a script");
  }
  const text = `${document.title}${document.body.textContent}`;
  const hidden = text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe]/u);
  if (hidden) found.push(`a hidden character, U+${hidden[0].codePointAt(0).toString(16)}: ${text.slice(Math.max(0, hidden.index - 40), hidden.index + 20)}`);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} pixels wider than its window`);
  return found;
};

async function visit(page, file, shapes, told) {
  const fault = (text) => told && faults.push(`${relative(folder, file)}: ${text}`);
  page.removeAllListeners();
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`script: ${error}`));
  page.on("dialog", (dialog) => { fault(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", (request) => request.url().split("#")[0] === pathToFileURL(file).href || fault(`asks for ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  (await page.evaluate(shape)).forEach((one) => shapes.add(one));
  if (!told) return;
  for (const width of [1400, 400]) {
    await page.setViewportSize({ width, height: 900 });
    // Whatever listens to any of these is given it.
    await page.evaluate(() => document.querySelectorAll("body, body *").forEach((one) => ["mouseover", "focus", "error", "load", "toggle"].forEach((name) => one.dispatchEvent(new Event(name)))));
    for (const text of await page.evaluate(look)) fault(`${width}: ${text}`);
  }
  if (file.endsWith("search.html")) {
    for (const words of ["<img", "</script>", "zq", "__proto__"]) {
      await page.locator("#words").fill(words);
      for (const text of await page.evaluate(look)) fault(`search for ${words}: ${text}`);
      (await page.evaluate(shape)).forEach((one) => shapes.add(one));
    }
  }
}

const known = new Set();
const shapes = new Set();
const plain = await browser.newContext();
const page = await plain.newPage();
for (const file of pagesOf(twin)) await visit(page, file, known, false);
// What a search shows is made when it is asked.
["ul li", "li a", "a href", "li", "a", "span", "p"].forEach((one) => known.add(one));
for (const bypassCSP of [false, true]) {
  const context = await browser.newContext({ bypassCSP });
  const page = await context.newPage();
  for (const file of pagesOf(folder)) await visit(page, file, shapes, true);
  await context.close();
}
await browser.close();
for (const one of shapes) if (!known.has(one)) faults.push(`an element or attribute that the twin has nowhere: ${one}`);
console.log(`${pagesOf(folder).length} pages looked at`);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length ? 1 : 0;
