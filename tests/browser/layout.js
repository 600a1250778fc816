// What is wrong with the layout of the page as it is now. Returns sentences, at most 20.
//
// Text is measured line by line. The box of a line is the font's, taller than the signs in it, and
// boxes of neighbouring lines may touch; so each is cut to 60 % of the font's size about its middle.
// Text that is put away for screen readers only (a box of one pixel, clip) is no text here.
({ print }) => {
  const faults = [];
  const fault = (text) => { if (faults.length < 20 && !faults.includes(text)) faults.push(text); };
  const root = document.documentElement;
  const width = root.clientWidth;
  const MARGIN = 1.5; // half pixels of rounding on either side

  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((word) => `.${word}`).join("");
    return element.tagName.toLowerCase() + id + classes;
  };
  const seen = (element) => element.checkVisibility({
    contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true,
  });
  const putAway = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const s = style(e);
      const box = e.getBoundingClientRect();
      if (s.clipPath !== "none" || (s.clip !== "auto" && s.position === "absolute")) return true;
      if (s.overflowX !== "visible" && (box.width <= 1.5 || box.height <= 1.5)) return true;
    }
    return false;
  };
  const isPinned = (element) => {
    for (let e = element; e; e = e.parentElement) {
      if (["fixed", "sticky"].includes(style(e).position)) return true;
    }
    return false;
  };
  // What an ancestor cuts off: hidden text is lost; what can be scrolled to is not, but on paper.
  const cuts = (value) => ["hidden", "clip"].includes(value) || (print && value !== "visible");
  const scrolls = (value) => !print && ["auto", "scroll"].includes(value);

  if (!print && document.scrollingElement.scrollWidth > width) {
    fault(`the page scrolls sideways: ${document.scrollingElement.scrollWidth} > ${width} px`);
  }

  const boxes = []; // of signs, and of pictures and fields that no text may lie on
  const add = (element, box, words, text) => boxes.push({
    element, words, text, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
  });

  const check = (element, line, words) => {
    // `line` shrinks to what can be seen where an ancestor scrolls.
    let { left, right, top, bottom } = line;
    let escapes = ""; // what is positioned is not held by ancestors that are not
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const s = style(e);
      if (escapes === "absolute" && s.position !== "static") escapes = "";
      if (!escapes && s.display !== "inline" && s.display !== "contents") {
        const box = e.getBoundingClientRect();
        const inner = {
          left: box.left + e.clientLeft, right: box.left + e.clientLeft + e.clientWidth,
          top: box.top + e.clientTop, bottom: box.top + e.clientTop + e.clientHeight,
        };
        if (cuts(s.overflowX) && (left < inner.left - MARGIN || right > inner.right + MARGIN)) {
          fault(`“${words}” is cut off sideways by ${name(e)}`);
          return null;
        }
        if (cuts(s.overflowY) && (top < inner.top - MARGIN || bottom > inner.bottom + MARGIN)) {
          fault(`“${words}” is cut off above or below by ${name(e)}`);
          return null;
        }
        if (scrolls(s.overflowX)) {
          left = Math.max(left, inner.left);
          right = Math.min(right, inner.right);
        }
        if (scrolls(s.overflowY)) {
          top = Math.max(top, inner.top);
          bottom = Math.min(bottom, inner.bottom);
        }
        if (left >= right || top >= bottom) return null; // scrolled out of view
      }
      if (["absolute", "fixed"].includes(s.position)) escapes = s.position;
    }
    // A skip link may wait wholly outside; a line that sticks out in part is cut by the edge.
    const outside = right <= 0 || bottom + scrollY <= 0;
    if (!outside && (left < -MARGIN || right > width + MARGIN)) {
      fault(`“${words}” sticks out of the page: ${Math.round(left)} to ${Math.round(right)} px`);
    }
    return outside ? null : { left, right, top, bottom };
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const usable = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, svg, noscript, option, textarea")) {
      continue;
    }
    if (!usable.has(element)) usable.set(element, seen(element) && !putAway(element));
    if (!usable.get(element)) continue;
    const words = node.data.trim().slice(0, 20);
    const half = parseFloat(style(element).fontSize) * 0.3;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 3) continue; // a blank between elements
      const middle = (box.top + box.bottom) / 2;
      const signs = { left: box.left, right: box.right, top: middle - half, bottom: middle + half };
      const visible = check(element, signs, words);
      if (visible) add(element, visible, words, node);
    }
  }
  for (const element of document.querySelectorAll("img, video, canvas, input, select, textarea")) {
    if (element.type === "hidden" || !seen(element) || putAway(element)) continue;
    const box = element.getBoundingClientRect();
    if (box.width > 1 && box.height > 1) {
      const visible = check(element.parentElement, box, name(element));
      if (visible) add(element, visible, name(element), null);
    }
  }

  // What is pinned to the screen lies upon the page on purpose, but must leave room for it: at the
  // top of a page that is not scrolled, at the foot of one scrolled to its end.
  const end = scrollY > 0;
  const mayLieUpon = (a, b) => {
    if (isPinned(a.element) === isPinned(b.element)) return false;
    const y = ((isPinned(a.element) ? a : b).top + (isPinned(a.element) ? a : b).bottom) / 2;
    return end ? y < innerHeight / 2 : y > innerHeight / 2;
  };
  boxes.sort((a, b) => a.top - b.top);
  let open = [];
  for (const box of boxes) {
    open = open.filter((other) => other.bottom > box.top + 2);
    for (const other of open) {
      if (other.text && other.text === box.text) continue; // lines of one text
      if (!other.text && !box.text) continue; // a sign upon a field
      if (Math.min(other.right, box.right) - Math.max(other.left, box.left) <= 2) continue;
      if (Math.min(other.bottom, box.bottom) - Math.max(other.top, box.top) <= 2) continue;
      if (!mayLieUpon(box, other)) fault(`“${box.words}” lies upon “${other.words}”`);
    }
    open.push(box);
  }
  return faults;
}
