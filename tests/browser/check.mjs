// Opens every page of a folder as people see it, and says what is wrong with it: one line for each fault, exit code 1.
//
//     node check.mjs FOLDER
//
// Held: no error in the console, no request beyond files, nothing wider than the window, no dead link, no violation that
// axe finds, everything reached by keyboard, tables that sort and filter, a search that finds.
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = resolve(process.argv[2]);
const WIDTHS = [1400, 1024, 400];
const faults = [];

const walk = (at) => readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(at, entry.name)) : [join(at, entry.name)]));
const files = walk(folder).filter((file) => file.endsWith(".html")).sort();
const name = (file) => relative(folder, file);
const isTop = (file) => dirname(file) === folder;
// Of pages that are made alike, one of each kind is looked at most closely.
const kinds = new Set();
const isClose = (file) => {
  const kind = isTop(file) ? name(file) : name(file).replace(/-.*/, "");
  return isTop(file) || (!kinds.has(kind) && kinds.add(kind) && true);
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });

async function look(file, page) {
  const fault = (text) => faults.push(`${name(file)}: ${text}`);
  page.removeAllListeners();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`script: ${error}`));
  page.on("request", (request) => request.url().startsWith("file:") || fault(`asks for ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  const close = isClose(file);
  for (const width of close ? WIDTHS : [1400, 400]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fault(`${wide} pixels wider than a window of ${width}`);
  }
  await page.setViewportSize({ width: 1400, height: 900 });
  const links = await page.evaluate(() => Array.from(document.querySelectorAll("a[href]"), (link) => link.href));
  for (const link of new Set(links)) {
    const url = new URL(link);
    if (url.protocol !== "file:") continue;
    const target = fileURLToPath(new URL(url.pathname, "file://"));
    if (!existsSync(target)) fault(`leads to ${link}, which is not there`);
  }
  if (!close) return;
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      fault(`axe, ${colorScheme}: ${violation.id} ×${violation.nodes.length}: ${violation.nodes[0].html.slice(0, 160)} ${violation.nodes[0].any.map((any) => any.message).join(" ").slice(0, 160)}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Every thing that can be used is reached by the tabulator, in order. */
async function keyboard(page) {
  const count = await page.evaluate(() => {
    const usable = Array.from(document.querySelectorAll("a[href], button, input, [tabindex='0']")).filter((one) => one.checkVisibility());
    usable.forEach((one) => one.addEventListener("focus", () => { one.dataset.reached = ""; }));
    return usable.length;
  });
  for (let n = 0; n < count; n += 1) await page.keyboard.press("Tab");
  const reached = await page.evaluate(() => document.querySelectorAll("[data-reached]").length);
  if (reached < count) faults.push(`${page.url()}: ${reached} of ${count} reached by keyboard`);
}

/** A table sorts both ways and back, by keyboard too, and filters. */
async function table(page) {
  const rows = () => page.evaluate(() => Array.from(document.querySelectorAll("figure[data-table] tbody tr:not(.group, .below)"), (row) => row.cells[1].textContent));
  const before = await rows();
  const button = page.locator("thead th button").nth(1);
  await button.press("Enter");
  const up = await rows();
  await button.click();
  const down = await rows();
  await button.click();
  const after = await rows();
  const told = (what, is) => is || faults.push(`${page.url()}: ${what}`);
  told("sorting loses rows", up.length === before.length && [...up].sort().join() === [...before].sort().join());
  told("sorting down is not sorting up turned round", up[0] === down[down.length - 1] && up.join() !== down.join());
  told("the third time does not bring back the order", after.join() === before.join());
  await page.locator(".tools input").first().fill(before[3]);
  const shown = await page.evaluate(() => Array.from(document.querySelectorAll("figure[data-table] tbody tr:not(.group, .below)")).filter((row) => !row.hidden).length);
  told(`a filter shows ${shown} of ${before.length} rows`, shown > 0 && shown < before.length);
}

async function search(page) {
  await page.locator("#words").fill("zzzz-nothing");
  if ((await page.locator("#found li").count()) !== 0) faults.push("search finds what is not there");
  const first = await page.evaluate(() => JSON.parse(document.getElementById("index").textContent).find(([to]) => to.startsWith("records/")));
  await page.locator("#words").fill(first[1]);
  await page.locator("#found a").first().click();
  if (!page.url().endsWith(first[0])) faults.push(`search for ${first[1]} leads to ${page.url()}`);
}

const queue = [...files];
await Promise.all([0, 1].map(async () => {
  const page = await browser.newPage();
  for (let file = queue.shift(); file; file = queue.shift()) await look(file, page);
  await page.close();
}));
const page = await browser.newPage();
const open = async (file) => { await page.goto(pathToFileURL(join(folder, file)).href); return page; };
if (existsSync(join(folder, "register.html"))) await table(await open("register.html"));
if (existsSync(join(folder, "search.html"))) await search(await open("search.html"));
await keyboard(await open("index.html"));
await browser.close();
console.log(`${files.length} pages looked at`);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length ? 1 : 0;
