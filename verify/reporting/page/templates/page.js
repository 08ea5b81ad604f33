"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("#rows > tr")];
  const found = document.getElementById("found");
  const none = document.getElementById("none");
  const selects = [...form.querySelectorAll("select")];
  const words = document.getElementById("words");

  const matches = (row) => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    return selects.every((select) => !select.value || row.dataset[select.name] === select.value)
      && wanted.every((word) => row.dataset.words.includes(word));
  };
  const filter = () => {
    let count = 0;
    for (const row of rows) {
      row.hidden = !matches(row);
      count += row.hidden ? 0 : 1;
    }
    none.hidden = count > 0;
    const said = count === rows.length ? `All ${count} claims` : `${count} of ${rows.length} claims`;
    if (found.textContent !== said) { found.textContent = said; }
    for (const select of selects) { select.classList.toggle("set", select.value !== ""); }
  };
  const clear = () => { form.reset(); filter(); words.focus(); };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  document.getElementById("again").addEventListener("click", clear);
  words.addEventListener("keydown", (event) => { if (event.key === "Escape" && words.value) { event.preventDefault(); clear(); } });
  for (const tile of document.querySelectorAll(".tile")) {
    tile.addEventListener("click", () => { form.reset(); form.elements.standing.value = tile.dataset.standing; filter(); });
  }
  filter();

  // A formula too wide for its place scrolls, and what scrolls must be reached with the keyboard too.
  const reach = (root) => {
    for (const formula of root.querySelectorAll(".formula, .claim :is(p, li, dd):has(math), .claim .statement")) {
      if (formula.scrollWidth > formula.clientWidth) { formula.tabIndex = 0; } else { formula.removeAttribute("tabindex"); }
    }
  };
  addEventListener("load", () => reach(document));
  addEventListener("resize", () => reach(document));
  addEventListener("toggle", (event) => reach(event.target), true);

  // Paper shows what is folded away on the screen, and folds it away again afterwards; data for machines stays where it is.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.check:not([open]), details.again:not([open])")];
    for (const one of opened) { one.open = true; }
  });
  addEventListener("afterprint", () => { for (const one of opened) { one.open = false; } });
})();
