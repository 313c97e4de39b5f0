// What a reader's eyes would tell: how bright a picture is, whether text stands out from what is behind it, whether a
// page is wider than its window.

/** The brightness of what an element's content stands on, from 0 (black) to 1 (white): of a frame just within its edges. A heat map may be as dark as it likes. */
export async function brightness(locator) {
  const png = (await locator.screenshot()).toString("base64");
  return locator.page().evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    let sum = 0, count = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const x = (i / 4) % image.width, y = Math.floor(i / 4 / image.width);
      const fromEdge = Math.min(x, y, image.width - 1 - x, image.height - 1 - y);
      if (fromEdge < 3 || fromEdge > 5) continue;
      sum += pixels[i] + pixels[i + 1] + pixels[i + 2];
      count++;
    }
    return sum / count / 765;
  }, png);
}

/** The contrast of each piece of text in an element with its background, by the formula of WCAG 2.2, worst first. */
export function contrasts(locator) {
  return locator.evaluate((element) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (css) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
    const behind = (node) => {
      if (!node) return [255, 255, 255];
      const colour = rgba(getComputedStyle(node).backgroundColor);
      return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(node.parentElement));
    };
    const light = (colour) => {
      const [r, g, b] = colour.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const parent = walker.currentNode.parentElement;
      if (!text || !parent.checkVisibility()) continue;
      const background = behind(parent);
      const a = light(over(rgba(getComputedStyle(parent).color), background));
      const b = light(background);
      found.push({ text, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) });
    }
    return found.sort((a, b) => a.contrast - b.contrast);
  });
}

/** How many pixels of a page cannot be seen without scrolling sideways. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
