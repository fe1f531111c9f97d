"use strict";
// Filters, keys and marks. Without it the page is complete and readable; its state lives in the URL fragment.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = one("#filters");
  const findings = all(".finding");
  const names = ["severity", "relation", "type", "outlet", "q"];
  const words = new WeakMap();
  let filtered = false; // a page of hundreds of findings is not gone through before it has to be

  document.documentElement.classList.add("js-on");

  function state() {
    const raw = location.hash.slice(1);
    if (raw && !raw.includes("=")) return new URLSearchParams({ at: decode(raw) });
    return new URLSearchParams(raw);
  }

  function decode(raw) {
    try { return decodeURIComponent(raw); } catch { return raw; }
  }

  function fragment(at) {
    const next = new URLSearchParams();
    for (const name of names) if (form.elements[name].value) next.set(name, form.elements[name].value);
    if (view() === "articles") next.set("view", "articles");
    if (at) next.set("at", at);
    return next.toString();
  }

  const view = () => (one("input[name=view]:checked") || {}).value || "facts";

  function showView(name) {
    for (const radio of all("input[name=view]")) radio.checked = radio.value === name;
    one("#view-facts").hidden = name !== "facts";
    one("#view-articles").hidden = name !== "articles";
  }

  function textOf(item) {
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
    return words.get(item);
  }

  function matches(item, wanted) {
    return names.every((name) => {
      const value = wanted[name];
      if (!value) return true;
      if (name === "q") return textOf(item).includes(value);
      return item.dataset[name].split(" ").includes(value);
    });
  }

  function filter() {
    const wanted = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
    wanted.q = wanted.q.trim().toLowerCase();
    const active = names.some((name) => wanted[name]);
    let shown = 0;
    filtered = active;
    for (const item of findings) {
      item.hidden = !matches(item, wanted);
      shown += !item.hidden;
    }
    for (const fold of all(".fold")) {
      const left = all(".finding:not([hidden])", fold).length;
      fold.hidden = !left;
      one("b", fold).textContent = left;
      fold.open = active && shown <= 60;
    }
    for (const item of all("#view-facts [id^=g-]")) item.hidden = !!wanted.q && !textOf(item).includes(wanted.q);
    one("#status").textContent = active ? `${shown} of ${findings.length} shown` : `${findings.length} in all`;
  }

  function restore() {
    const wanted = state();
    for (const name of names) form.elements[name].value = wanted.get(name) || "";
    for (const select of all("select", form)) if (select.selectedIndex < 0) select.value = "";
    showView(wanted.get("view") === "articles" ? "articles" : "facts");
    if (filtered || names.some((name) => wanted.get(name))) filter();
    else one("#status").textContent = `${findings.length} in all`;
    if (wanted.get("at")) reveal(wanted.get("at"));
  }

  function reveal(id) {
    const target = document.getElementById(id);
    if (!target) return;
    if (one("#view-articles").contains(target)) showView("articles");
    else if (one("#view-facts").contains(target)) showView("facts");
    if (target.hidden) { form.reset(); filter(); }
    for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    for (const before of all(".here")) before.classList.remove("here");
    target.classList.add("here");
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }

  function go(id) {
    const next = "#" + fragment(id);
    reveal(id);
    if (location.hash !== next) history.pushState(null, "", next);  // no event: what is focused next keeps the focus
  }

  const current = () => document.activeElement.closest(".finding") || one(".finding.here");

  function step(by) {
    const shown = findings.filter((item) => !item.hidden);
    const at = shown.indexOf(current());
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    if (shown[next]) go(shown[next].id);
  }

  function citation(item) {
    const told = one(".gist", item) || one("p", item);
    const lines = all(".where li", item).map((line) => line.textContent.trim());
    return [told.textContent.trim().replace(/\s+/g, " "), ...lines].join("\n") + "\n";
  }

  async function copy(item) {
    const text = citation(item);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      item.focus({ preventScroll: true });
    }
    one("#said").textContent = `citation of finding ${item.id.slice(1)} copied`;
    const button = one(".copy", item);
    if (!button) return;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy as citation"; }, 2000);
  }

  function mark(from) {
    for (const before of all(".on")) before.classList.remove("on");
    const detail = from && from.closest && from.closest("[data-k],[data-f]");
    if (!detail) return;
    const near = detail.closest("[id^=g-]") || detail.closest("#view-articles");
    if (detail.dataset.k && near) for (const other of all(`[data-k="${detail.dataset.k}"]`, near)) other.classList.add("on");
    for (const number of (detail.dataset.f || "").split(" ").filter(Boolean))
      for (const other of all(`[data-f~="${number}"]`, near || document)) other.classList.add("on");
  }

  function nextDetail() {
    const from = document.activeElement;
    const box = from.closest("[id^=g-]") || from.closest(".story") || one("#view-facts [id^=g-]:not([hidden])");
    if (!box) return;
    const details = all("[data-k],[data-f]", box);
    const next = details[details.indexOf(from) + 1] || details[0];
    if (!next) return;
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus();
  }

  const keys = {
    n: () => step(1),
    p: () => step(-1),
    o: () => { const item = current(); if (item) one(".context", item).click(); },
    c: () => { const item = current(); if (item) copy(item); },
    d: nextDetail,
    "/": () => { form.elements.q.focus(); form.elements.q.select(); },
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio],[type=checkbox]),select,textarea");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !one("#keys").checked) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(decode(link.getAttribute("href").slice(1)));
    }
    const button = event.target.closest(".copy");
    if (button) copy(button.closest(".finding"));
  });

  document.addEventListener("pointerover", (event) => mark(event.target));
  document.addEventListener("focusin", (event) => mark(event.target));

  function write() {
    const next = fragment();
    history.replaceState(null, "", next ? "#" + next : location.pathname + location.search);
  }

  form.addEventListener("input", () => { filter(); write(); });
  form.addEventListener("reset", () => setTimeout(() => { filter(); write(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const radio of all("input[name=view]")) radio.addEventListener("change", () => { showView(radio.value); write(); });
  addEventListener("hashchange", restore);
  restore();
})();
