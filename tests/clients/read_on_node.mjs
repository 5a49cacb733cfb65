// Print what ical.js or node-ical reads in a calendar, as JSON.
// node read_on_node.mjs FOLDER_OF_NODE_MODULES ical.js|node-ical FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, reader, file] = process.argv.slice(2);
const require = createRequire(`${folder}/`);

function withIcalJs(text) {
  const ICAL = require("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [
      event.uid,
      event.startDate.toString().slice(0, 16),
      event.summary,
      component.getFirstPropertyValue("status"),
    ];
  });
}

function withNodeIcal(text) {
  const ical = require("node-ical");
  return Object.values(ical.sync.parseICS(text))
    .filter((entry) => entry.type === "VEVENT")
    .map((entry) => [
      entry.uid,
      entry.datetype === "date" ? day(entry.start) : entry.start.toISOString().slice(0, 16),
      entry.summary,
      entry.status,
    ]);
}

function day(local) {
  const two = (number) => String(number).padStart(2, "0");
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}

const read = { "ical.js": withIcalJs, "node-ical": withNodeIcal }[reader];
console.log(JSON.stringify(read(readFileSync(file, "utf8"))));
