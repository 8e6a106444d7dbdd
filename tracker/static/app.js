/* What forms, links and htmx cannot do by themselves. Every page works without this file.
   docs/markup.md lists the data attributes. */
"use strict";

const on = (names, act) => names.split(" ").forEach((name) => document.addEventListener(name, act));

/* 1. If the CDN's htmx did not load, or was not the file we pinned, take our own copy: after the load event, because htmx
      starts at once only in a complete document. */
{
  const copy = document.currentScript.dataset.htmxFallback;
  if (copy) {
    addEventListener("load", () => {
      if (window.htmx) return;
      const script = document.createElement("script");
      script.src = copy;
      document.head.append(script);
    });
  }
}

/* 2. HX-Trigger: {"announce": "…"} is read aloud from #besked, emptied first: screen readers keep silent about a text
      that stays the same, or that was there when the page came. */
{
  let timer;
  const announce = (text) => {
    const region = document.getElementById("besked");
    if (!region) return;
    region.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => { region.textContent = text; }, 150);
  };
  on("announce", (event) => announce(event.detail.value));
  const brought = document.getElementById("besked")?.textContent.trim();
  if (brought) announce(brought);
}

/* 3. A request that failed leaves the row as it was and says so in it, once, with a button that repeats the press. What
      the page asked for by itself (counts, refresh) fails silently. */
{
  const BY_HAND = ["click", "submit", "change", "input", "keyup"];
  const row = (element) => element.closest("article, .prop, .box, li, tr, form, section") ?? element.parentElement;

  const repeat = (cause, element) => {
    if (cause.submitter) cause.submitter.click();
    else if (cause.type === "submit") element.requestSubmit();
    else if (cause.type === "click") element.click();
    else cause.target.dispatchEvent(new Event(cause.type, { bubbles: true }));
  };

  on("htmx:configRequest", ({ detail }) => { detail.timeout ||= 45000; });
  on("htmx:beforeRequest", ({ detail }) => row(detail.elt)?.querySelector(".failed")?.remove());
  on("htmx:responseError htmx:sendError htmx:timeout", ({ detail }) => {
    const cause = detail.requestConfig?.triggeringEvent;
    if (!cause || !BY_HAND.includes(cause.type)) return;
    const line = document.getElementById("fejlet").content.firstElementChild.cloneNode(true);
    line.querySelector("button").addEventListener("click", () => repeat(cause, detail.elt));
    const place = row(detail.elt);
    (place.matches("tr") ? place.lastElementChild : place).append(line);
  });
}

/* 4. A swap that takes longer than 300 ms shows it. (Focus needs nothing: htmx focuses the [autofocus] of what came in,
      and keeps focus on an element whose id stands.) */
{
  const timers = new WeakMap();
  on("htmx:beforeRequest", ({ detail: { target } }) => {
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => target.setAttribute("aria-busy", "true"), 300));
  });
  on("htmx:afterRequest htmx:beforeSwap", ({ detail: { target } }) => {
    clearTimeout(timers.get(target));
    target.removeAttribute("aria-busy");
  });
}

/* 5. The board asks for itself every data-refresh seconds while it may be seen: never while focus is inside it or a row
      just ticked stands on it, which is to stay until the page is left (C3). */
{
  const board = () => document.querySelector("[data-refresh]");
  const refresh = () => {
    const area = board();
    if (!area || !window.htmx || document.hidden || area.matches(":focus-within") || area.querySelector(".undone")) return;
    window.htmx.trigger(area, "refresh");
  };
  const seconds = Number(board()?.dataset.refresh);
  if (seconds) {
    setInterval(refresh, seconds * 1000);
    document.addEventListener("visibilitychange", refresh);
  }
}

/* 6. A form is not sent twice by a double press. Not `disabled`: that would leave the button's value out. htmx cancels
      the submits it takes over, so they never come here. The guard ends by itself: an answer may be a file. */
{
  const sent = new Set();
  const release = (form) => {
    sent.delete(form);
    for (const part of form.elements) if (part.type === "submit") part.removeAttribute("aria-disabled");
  };
  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(release, 8000, form);
  });
  addEventListener("pageshow", () => sent.forEach(release));
}

/* 7. Single keys, on pages whose main has data-keys, outside fields, and not for who turned them off (WCAG 2.1.4).
      J and K move; any other key presses [data-key=that key] in the item in focus, else the one outside all items. */
{
  const ITEMS = { board: "article[id]", import: ".prop" };
  const PRESSES = { u: ".tick:not(.on), [data-key=u]", z: ".undo, [data-key=z]", r: "[data-key=r], [name=titel]", "/": "[name=q], [data-key='/']" };
  const main = () => document.querySelector("main[data-keys]");
  const shown = (element) => element.getClientRects().length > 0;

  const kind = () => ITEMS[main().dataset.keys];
  const items = () => [...main().querySelectorAll(kind())].filter(shown);
  const current = (list) => {
    const held = list.findIndex((item) => item.contains(document.activeElement));
    return held >= 0 ? held : list.findIndex((item) => item.classList.contains("now"));
  };
  const step = (by) => {
    const list = items();
    const next = list[Math.max(0, current(list) + by)];
    const target = next?.querySelector("h3 a, h3[tabindex]") ?? next?.querySelector("a, button");
    target?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(target);
  };
  const pick = (item, number) => { // the number-th role of an open list
    const list = item?.querySelector("[data-pick]");
    const option = [...list?.options ?? []].filter((one) => one.value)[number - 1];
    if (!option) return false;
    list.value = option.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const press = (key) => {
    const selector = PRESSES[key] ?? `[data-key="${CSS.escape(key)}"]`;
    const list = items();
    const item = list[current(list)];
    const loose = [...main().querySelectorAll(selector)].find((one) => !one.closest(kind()));
    const control = item?.querySelector(selector) ?? loose;
    if (!control) return /^[1-9]$/.test(key) && pick(item, Number(key));
    if (control.matches("input:not([type=radio], [type=checkbox]), textarea, select")) control.focus();
    else control.click();
    return true;
  };

  on("keydown", (event) => {
    if (!main() || "keysOff" in document.body.dataset || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    let done = false;
    if (key === "?") done = !document.getElementById("taster")?.showModal();
    else if (key === "j" || key === "k") done = step(key === "j" ? 1 : -1);
    else if (key.length === 1 || key.startsWith("Arrow")) done = press(key);
    if (done) event.preventDefault();
  });
}
