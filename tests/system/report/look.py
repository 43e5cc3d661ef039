#!/usr/bin/env python3
"""Looks at a page in headless Chromium, through the DevTools protocol over its pipe, and prints what it saw as JSON.

usage: look.py CHROMIUM PAGE FOLDER [spoil | act SCRIPT]

Into FOLDER go desktop.png, phone.png, dark.png (screenshots of the whole page) and print.pdf. With `spoil` the page is
also shown with values of its data spoilt; with `act` the JavaScript of a file uses it as a person would. Status 0
whatever the page is like; the caller judges.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
DESKTOP = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
SECONDS = 280

# Of every canvas: how many colours and what share of its pixels are painted.
CANVASES = """[...document.querySelectorAll('canvas')].map((canvas) => {
  const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  let painted = 0;
  const colours = new Set();
  for (const pixel of pixels) { if (pixel >>> 24) { ++painted; colours.add(pixel); } }
  return {name: canvas.getAttribute('aria-label'), role: canvas.getAttribute('role'), colours: colours.size,
          painted: pixels.length ? painted / pixels.length : 0, summary: canvas.closest('figure').querySelector('p').textContent};
})"""

# Unfolds all, and counts what is in it.
DETAILS = """(async () => {
  const all = [...document.querySelectorAll('figure details')];
  all.forEach((details) => { details.open = true; });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const rows = all.map((details) => details.querySelectorAll('tbody tr').length);
  all.forEach((details) => { details.open = false; });
  return rows;
})()"""

# What a click on each title of the sortable table makes of its column.
SORTED = """[...document.querySelectorAll('th button')].map((button, i) => {
  const column = () => {
    const table = button.closest('table');
    const at = [...button.closest('tr').children].indexOf(button.closest('th'));
    return [...table.querySelectorAll('tbody tr')].map((row) => row.children[at].textContent);
  };
  button.click(); const rising = column(); button.click();
  return {title: button.textContent, rising, falling: column()};
})"""

# Shows the data once more, each time with another thing in place of a value of it, and names what the scripts throw.
SPOILT = """(() => {
  const show = data.kind === 'run' ? showRun : showComparison;
  const places = [];
  const walk = (value, path) => {
    if (path.length > 1) { places.push(path); }
    if (value !== null && typeof value === 'object') {
      // The first entry of a list stands for all.
      Object.keys(value).slice(0, Array.isArray(value) ? 1 : 100).forEach((key) => walk(value[key], [...path, key]));
    }
  };
  const given = data.kind === 'run' ? {summary: data.summary, bus: data.bus} : {runs: data.runs.map((run) => run.figures)};
  walk(given, []);
  const before = JSON.stringify(data);
  charts.splice(0).forEach((chart) => chart.destroy()); // they would watch every change of the page
  const thrown = [];
  places.forEach((path, i) => {
    const replacement = [null, -1, 'text', [], {}, [1, null, 'a'], true][i % 7];
    const spoilt = JSON.parse(before);
    const root = data.kind === 'run' ? spoilt : {runs: spoilt.runs.map((run) => run.figures)};
    path.slice(0, -1).reduce((value, key) => value[key], root)[path[path.length - 1]] = replacement;
    ['head', 'contents', 'main', 'foot'].forEach((id) => document.getElementById(id).replaceChildren());
    pending.length = 0;
    try { show(spoilt); } catch (error) { thrown.push(path.join('.') + ' = ' + JSON.stringify(replacement) + ': ' + error.stack); }
  });
  return {places: places.length, thrown: thrown.slice(0, 20)};
})()"""


class Browser:
    def __init__(self, program, profile):
        to_browser, from_us = os.pipe()
        from_browser, to_us = os.pipe()

        def place_pipes():  # the browser reads from 3 and writes to 4
            read, write = os.dup(to_browser), os.dup(to_us)
            os.dup2(read, 3)
            os.dup2(write, 4)

        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [program, "--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--disable-background-networking", "--user-data-dir=" + profile, *sandbox,
             "about:blank"],
            preexec_fn=place_pipes, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(to_us)
        self.input = os.fdopen(from_us, "wb", 0)
        self.output = os.fdopen(from_browser, "rb")
        self.rest = b""
        self.count = 0
        self.events = []
        self.session = None
        # A browser that hangs must not hang the test.
        self.timer = threading.Timer(SECONDS, self.process.kill)
        self.timer.start()

    def message(self):
        while b"\0" not in self.rest:
            read = os.read(self.output.fileno(), 1 << 20)
            if not read:
                raise RuntimeError("the browser is gone")
            self.rest += read
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.count += 1
        request = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        self.input.write(json.dumps(request).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.count:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.message())

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait()
        self.timer.cancel()


def open_page(browser, url, metrics):
    browser.events.clear()
    browser.call("Emulation.setDeviceMetricsOverride", **metrics)
    browser.call("Page.navigate", url=url)
    browser.wait_for("Page.loadEventFired")
    # Two frames later everything is painted.
    browser.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def save(path, encoded):
    with open(path, "wb") as file:
        file.write(base64.b64decode(encoded))


def screenshot(browser, path):
    save(path, browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"])


def complaints(events):
    found = []
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            found.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded":
            found.append(parameters["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            found.append(parameters["type"] + ": " + str([each.get("value") for each in parameters["args"]]))
    return found


def requests(events):
    return [event["params"]["request"]["url"] for event in events if event.get("method") == "Network.requestWillBeSent"]


def look(browser, url, folder, spoil, script):
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(domain + ".enable")
    seen = {"complaints": [], "requests": []}

    def note():
        seen["complaints"] += complaints(browser.events)
        seen["requests"] += requests(browser.events)

    open_page(browser, url, DESKTOP)
    seen["title"] = browser.evaluate("document.title")
    seen["text"] = browser.evaluate("document.body.innerText")
    seen["scroll_width"] = browser.evaluate("document.documentElement.scrollWidth")
    seen["canvases"] = browser.evaluate(CANVASES)
    screenshot(browser, os.path.join(folder, "desktop.png"))
    seen["rows"] = browser.evaluate(DETAILS)
    seen["pdf_bytes"] = len(base64.b64decode(pdf := browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
    save(os.path.join(folder, "print.pdf"), pdf)
    seen["sorted"] = browser.evaluate(SORTED)
    note()
    if script:
        open_page(browser, url, DESKTOP)
        seen["acted"] = browser.evaluate(script)
        note()
    if spoil:
        seen["spoilt"] = browser.evaluate(SPOILT)

    open_page(browser, url, PHONE)
    seen["phone_scroll_width"] = browser.evaluate("document.documentElement.scrollWidth")
    seen["phone_canvases"] = browser.evaluate(CANVASES)
    screenshot(browser, os.path.join(folder, "phone.png"))
    note()

    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    open_page(browser, url, DESKTOP)
    screenshot(browser, os.path.join(folder, "dark.png"))
    note()
    return seen


def main():
    program, page, folder = sys.argv[1:4]
    more = sys.argv[4:]
    script = None
    if more[:1] == ["act"]:
        with open(more[1], encoding="utf-8") as file:
            script = file.read()
    profile = tempfile.mkdtemp(prefix="edgeloom-browser-")
    browser = Browser(program, profile)
    try:
        print(json.dumps(look(browser, "file://" + os.path.abspath(page), folder, more == ["spoil"], script)))
    finally:
        browser.close()
        shutil.rmtree(profile, ignore_errors=True)


main()
