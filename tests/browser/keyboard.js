// Prepares a page for a walk with the Tab key; `window.walk` tells afterwards how it went.
//
// Every stop is kept with how it looked before: the focus must change what can be seen of it.
() => {
  const LOOK = [
    "outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "color",
    "borderTopColor", "borderTopWidth", "borderBottomColor", "borderBottomWidth",
    "textDecorationLine", "textDecorationThickness",
  ];
  const look = (element) => {
    const style = getComputedStyle(element);
    // An outline that is not drawn has a colour all the same.
    const undrawn = style.outlineStyle === "none" || style.outlineWidth === "0px";
    return LOOK.map((key) => (undrawn && key.startsWith("outline") ? "" : style[key])).join("|");
  };
  const name = (element) => {
    const words = (element.innerText || element.value || element.id || "").trim().slice(0, 20);
    return `${element.tagName.toLowerCase()} “${words}”`;
  };
  const stops = [...document.querySelectorAll(
    "a[href], area[href], button, input, select, textarea, summary, audio[controls], " +
    "video[controls], iframe, [tabindex], [contenteditable]",
  )].filter((element) => {
    if (element.disabled || element.type === "hidden" || element.tabIndex < 0) return false;
    // A group of radio buttons is one stop: the checked one, or else any of them.
    if (element.type === "radio" && !element.checked) {
      const group = [...document.getElementsByName(element.name)];
      if (group.some((other) => other.checked) || group[0] !== element) return false;
    }
    return element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  });
  const before = new Map(stops.map((element) => [element, look(element)]));
  const walked = [];
  const unseen = new Set();
  const hidden = [];
  const note = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) {
      hidden.push(`has no size with the focus: ${name(element)}`);
      return;
    }
    const line = element.getClientRects()[0]; // of a link that is broken into lines
    const x = (line.left + line.right) / 2;
    const y = (line.top + line.bottom) / 2;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) {
      if (box.height < innerHeight) hidden.push(`out of view with the focus: ${name(element)}`);
      return;
    }
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element))) {
      hidden.push(`covered with the focus: ${name(element)}${top ? ` by ${name(top)}` : ""}`);
    }
  };
  window.walk = {
    length: stops.length,
    // Notes where the focus is after a Tab; returns whether it has left the page.
    step: () => {
      const element = document.activeElement;
      if (element === document.body || element === document.documentElement) return true;
      if (walked.at(-1) === element) return false; // another control of the same video
      walked.push(element);
      if (before.has(element) && before.get(element) === look(element)) unseen.add(element);
      note(element);
      return false;
    },
    faults: () => {
      const faults = [];
      const reached = new Set(walked);
      for (const stop of stops) if (!reached.has(stop)) faults.push(`not reached: ${name(stop)}`);
      for (const stop of unseen) faults.push(`focus cannot be seen: ${name(stop)}`);
      faults.push(...hidden);
      const once = walked.slice(0, new Set(walked).size);
      for (let i = 1; i < once.length; i += 1) {
        const order = once[i - 1].compareDocumentPosition(once[i]);
        if (!(order & Node.DOCUMENT_POSITION_FOLLOWING)) {
          faults.push(`${name(once[i])} comes after ${name(once[i - 1])}, against the page's order`);
        }
      }
      return faults.slice(0, 20);
    },
  };
}
