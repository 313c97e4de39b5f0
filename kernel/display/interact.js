(name, address) => {
  // Has the controls of one call of display.Interact send their values. Without a kernel that listens they are disabled.
  "use strict";
  const boxes = () => [...document.querySelectorAll("." + name)]; // the same output may stand in a page twice
  const enable = () => { for (const box of boxes()) box.firstElementChild.disabled = !globalThis.gonb_comm; };
  const values = (box) => [...box.querySelectorAll("input,select")].map((e) => e.type === "checkbox" ? String(e.checked) : e.value);
  for (const box of boxes()) {
    if (box.dataset.ready) continue;
    box.dataset.ready = "yes";
    const send = () => globalThis.gonb_comm?.send(address, values(box));
    const button = box.querySelector("button");
    button?.addEventListener("click", send);
    box.addEventListener("input", (event) => {
      const shown = event.target.parentElement.querySelector("output");
      if (shown) shown.value = event.target.value;
      if (!button) send();
    });
  }
  // JupyterLab's own meanings of single keys, such as the arrows, must not be taken for those of a slider; Ctrl+S and its kin stay.
  addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && event.target.closest?.("." + name)) event.stopImmediatePropagation();
  }, true);
  enable();
  addEventListener("gradbook-comm", enable); // widgets.js says so when it has connected, or has no connection any more
}
