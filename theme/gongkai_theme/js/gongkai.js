// What the portal's own theme adds where scripts run. Every page is whole without it; its words
// come from the attributes of the script element, as the templates wrote them.
"use strict";
(() => {
  const root = document.documentElement;
  const words = document.currentScript.dataset;

  // A choice is kept in this browser only; where that is not allowed it holds for the page.
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch { /* not allowed */ }
  };

  // --- ways to read: set before anything is drawn ---------------------------------------------

  const setElder = (on) => {
    root.classList.toggle("gk-elder", on);
    keep("gk-elder", on && "on");
  };
  if (kept("gk-elder") || root.classList.contains("gk-elder")) setElder(true);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () =>
    root.classList.contains("gk-dark") || (dark.matches && !root.classList.contains("gk-light"));
  if (kept("gk-shade")) root.classList.add(kept("gk-shade") === "dark" ? "gk-dark" : "gk-light");

  const elderSwitch = () => {
    const on = document.querySelector(".gk-elder-on a");
    const off = document.querySelector(".gk-leave-elder");
    if (!on || !off) return;
    const follow = () => { if (location.hash === "#elder") setElder(true); };
    follow();
    addEventListener("hashchange", follow);
    on.addEventListener("click", (event) => {
      event.preventDefault();
      setElder(true);
      off.focus();
    });
    off.addEventListener("click", (event) => {
      setElder(false);
      if (root.classList.contains("gk-elder-always")) return;
      if (location.hash === "#elder") return; // following the link ends the target
      event.preventDefault();
      on.focus();
    });
  };

  const shadeSwitch = () => {
    const item = document.querySelector(".gk-shade");
    if (!item) return;
    const button = item.querySelector("button");
    const toDark = button.textContent;
    const show = () => { button.textContent = isDark() ? button.dataset.other : toDark; };
    button.addEventListener("click", () => {
      const shade = isDark() ? "light" : "dark";
      root.classList.remove("gk-dark", "gk-light");
      root.classList.add("gk-" + shade);
      keep("gk-shade", shade);
      show();
    });
    dark.addEventListener("change", show);
    show();
    item.hidden = false;
  };

  // --- citing ---------------------------------------------------------------------------------

  // The part of a text that the reader chose: by its anchor, or by the last click in it.
  let chosen = "";

  // Of "art-13-i3" the article's own words for itself, and those of the item: both stand at the
  // beginning of their lines.
  const nameOf = (id, pattern) => {
    const [, article] = /^(art-\d+(?:-\d+)?)/.exec(id);
    const begins = (part, form) =>
      new RegExp("^\\s*(?:" + form + ")").exec(document.getElementById(part)?.textContent)?.[0] || "";
    const name = pattern ? begins(article, pattern).trim() : "";
    return name && name + (id === article ? "" : begins(id, "[(\\uff08][^)\\uff09]{1,4}[)\\uff09]"));
  };

  const citation = (cite) => {
    const { before = "", address = "", article = "" } = cite.dataset;
    const whole = cite.querySelector(".gk-cite-text").textContent.trim();
    if (!chosen || !whole.startsWith(before) || !whole.endsWith(address)) return whole;
    return before + nameOf(chosen, article) + whole.slice(before.length) + "#" + chosen;
  };

  const citing = () => {
    const body = document.getElementById("gk-body");
    const choose = (id) => {
      if (/^art-\d/.test(id) && document.getElementById(id)) chosen = id;
    };
    const follow = () => choose(location.hash.slice(1));
    follow();
    addEventListener("hashchange", follow);
    body?.addEventListener("click", (event) => {
      const part = event.target.closest("[id^='art-']");
      if (part) choose(part.id);
    });
    // Signs that lead to an article: seen, but neither read out nor copied with the text.
    for (const part of body ? body.querySelectorAll("[id^='art-']") : []) {
      const sign = document.createElement("a");
      sign.className = "gk-sign";
      sign.href = "#" + part.id;
      sign.tabIndex = -1;
      sign.setAttribute("aria-hidden", "true");
      part.prepend(sign);
    }
    for (const cite of document.querySelectorAll(".gk-cite")) {
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.textContent = words.copy;
      said.setAttribute("role", "status");
      const line = document.createElement("p");
      line.append(button, " ", said);
      cite.append(line);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(citation(cite));
          said.textContent = words.copied;
        } catch {
          getSelection()?.selectAllChildren(cite.querySelector(".gk-cite-text"));
          said.textContent = words.notCopied;
        }
      });
    }
  };

  // --- links to others ------------------------------------------------------------------------

  const endings = (words.ownHosts || "").split(" ").filter(Boolean).map((ending) =>
    new URL("http://a" + ending).hostname.slice(1));
  const isForeign = (link) =>
    /^https?:$/.test(link.protocol) && link.host !== location.host;
  const isOfOthers = (link) =>
    isForeign(link) && !endings.some((ending) => link.hostname.endsWith(ending));

  const foreignLinks = () => {
    for (const link of document.links) {
      if (isForeign(link)) link.setAttribute("aria-describedby", "gk-external");
    }
    const dialog = document.querySelector(".gk-leaving");
    if (!dialog?.showModal) return;
    const on = dialog.querySelector("a");
    const ask = (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.button > 1 || dialog.contains(link) || !isOfOthers(link)) return;
      event.preventDefault();
      on.href = link.href;
      dialog.querySelector(".gk-leaving-to").textContent = link.href;
      dialog.showModal();
    };
    addEventListener("click", ask);
    addEventListener("auxclick", ask);
    on.addEventListener("click", () => dialog.close());
  };

  // --- small things ---------------------------------------------------------------------------

  // What is wider than the page can be scrolled with the keyboard too.
  const wideTables = () => {
    const seen = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    for (const table of document.querySelectorAll(".gk-body table")) seen.observe(table);
  };

  const lastQuery = () => {
    const query = new URLSearchParams(location.search).get("q");
    for (const field of query ? document.querySelectorAll(".gk-search input") : []) {
      field.value = query;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const start of [elderSwitch, shadeSwitch, citing, foreignLinks, wideTables, lastQuery]) {
      start();
    }
  });
})();
