/* What the review of minutes needs besides app.js, which comes before it. The page works without this file. */
"use strict";

/* 1. The sentence of the open proposal is in view in the minutes beside it, also after another has opened. */
{
  const show = () => {
    const source = document.querySelector(".source");
    const mark = source?.querySelector("mark.now");
    if (!mark || source.scrollHeight <= source.clientHeight) return;
    const seen = mark.offsetTop >= source.scrollTop && mark.offsetTop + mark.offsetHeight <= source.scrollTop + source.clientHeight;
    if (!seen) source.scrollTop = mark.offsetTop - source.clientHeight / 3;
  };
  on("htmx:afterSettle", show);
  addEventListener("load", show);
}

/* 2. What is typed in a form with data-unsaved is not swapped away by a press elsewhere before the person has said so. */
{
  on("input change", ({ target }) => target.closest("form[data-unsaved]")?.setAttribute("data-typed", ""));
  on("htmx:confirm", (event) => {
    const form = document.querySelector("form[data-typed]");
    const place = form?.closest("article");
    const { elt, target } = event.detail;
    if (!place || place.contains(target) && place.contains(elt) || !target.matches("article, :has(form[data-typed])")) return;
    if (!confirm(form.dataset.unsaved)) event.preventDefault();
  });
}
