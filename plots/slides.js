(() => {
  for (const box of document.querySelectorAll(".CLASS")) {
    if (box.dataset.ready) continue; // the same output may stand in a page twice
    box.dataset.ready = "yes";
    const data = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
    const picture = box.querySelector(".picture"), slider = box.querySelector("input"), shown = box.querySelector("output");
    slider.addEventListener("input", () => {
      const k = Number(slider.value);
      picture.innerHTML = data.frames[k].map((i) => data.lines[i]).join("");
      shown.value = data.names[k];
      slider.setAttribute("aria-valuetext", data.names[k]);
    });
  }
})();
