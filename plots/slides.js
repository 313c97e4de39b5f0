(() => {
  for (const box of document.querySelectorAll(".CLASS")) {
    if (box.dataset.ready) continue; // the same output may stand in a page twice
    box.dataset.ready = "yes";
    const data = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    const make = (name, properties) => Object.assign(document.createElement(name), properties);
    const picture = make("div");
    const slider = make("input", { type: "range", min: 0, max: data.frames.length - 1, style: "flex:1" });
    const shown = make("output", { style: "min-width:4em" });
    const label = make("label", { style: `display:flex;gap:0.7em;align-items:center;max-width:${data.width}px;font:14px sans-serif` });
    label.append(data.label, slider, shown);
    const show = () => {
      const k = Number(slider.value);
      picture.innerHTML = data.frames[k].map((i) => data.lines[i]).join("");
      shown.value = data.names[k];
      slider.setAttribute("aria-valuetext", data.names[k]);
    };
    slider.addEventListener("input", show);
    slider.value = data.first;
    show();
    box.querySelector("img").replaceWith(picture, label);
  }
})();
