// A button that copies what `text()` gives.
function copyButton(label, text) {
  const button = element("button", {type: "button", class: "plain copy"}, label);
  button.addEventListener("click", async () => {
    const done = await copyText(text());
    button.textContent = done ? "Copied" : "The browser does not allow it";
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

// For browsers that have no clipboard for pages that are files.
function copySelected(text) {
  const area = element("textarea", {class: "aside", "aria-hidden": "true"});
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
