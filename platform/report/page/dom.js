"use strict";

// element("p", {class: "lead"}, "text", child): children that are null are left out; text stays text.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Adds to an element of the template.
function fill(id, ...children) {
  document.getElementById(id).append(...children.filter(Boolean));
}

// A section of the page with its entry in the contents.
function section(title, lead, ...children) {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  fill("contents", element("a", {href: "#" + id}, title));
  const made = element("section", {id}, element("h2", {}, title), lead ? element("p", {class: "lead"}, lead) : null);
  fill("main", made);
  made.append(...children.filter(Boolean));
  return made;
}

function missing(text) {
  return element("p", {class: "missing"}, text);
}

// What follows reads files that may lack anything, or have something else in its place.
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const asList = (value) => (Array.isArray(value) ? value.filter((entry) => entry !== null && typeof entry === "object") : []);
const asNumbers = (value) => (Array.isArray(value) ? value.map((each) => (isNumber(each) ? each : 0)) : []);
const asNumber = (value) => (isNumber(value) ? value : 0);
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
// Not Math.max(...numbers): a list may be longer than a call's arguments.
const greatest = (numbers) => numbers.reduce((most, each) => Math.max(most, each), 0);
