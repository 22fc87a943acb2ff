"use strict";
const spans = JSON.parse(document.getElementById("spans").textContent);
const sections = [...document.querySelectorAll("section")];
const search = document.querySelector("[type=search]");
const details = document.querySelector(".details");

const rowsOf = element => [...element.querySelectorAll("[data-span]")];
const level = row => Number(row.getAttribute("aria-level"));
const isFolded = row => row.getAttribute("aria-expanded") === "false";
const parents = new Map();
document.querySelectorAll(".trace").forEach(trace => {
  const above = [];
  rowsOf(trace).forEach(row => {
    above.length = level(row) - 1;
    parents.set(row, above.at(-1));
    above.push(row);
  });
});
const ancestors = row => {
  const parent = parents.get(row);
  return parent ? [parent, ...ancestors(parent)] : [];
};

/** Shows the rows that are searched for, with what is above them; if none are, what is not folded. */
const show = () => {
  const words = search.value.toLowerCase().split(" ").filter(word => word);
  const section = sections.find(each => !each.hidden);
  const rows = rowsOf(section);
  const found = rows.filter(row => words.every(word => row.dataset.text.toLowerCase().includes(word)));
  const shown = words.length
    ? new Set(found.flatMap(row => [row, ...ancestors(row)]))
    : new Set(rows.filter(row => !ancestors(row).some(isFolded)));
  rows.forEach(row => {
    row.hidden = !shown.has(row);
    row.classList.toggle("passed", words.length > 0 && !found.includes(row));
  });
  section.querySelectorAll(".group").forEach(group => { group.hidden = !rowsOf(group).some(row => shown.has(row)); });
  section.querySelectorAll(".tree").forEach(focusable);
  document.querySelector(".shown").textContent =
    words.length ? found.length + " of " + rows.length + " rows" : "";
};

/** One row of each tree is reached by the tabulator: the last that was in use, if it is shown. */
const focusable = (tree, used) => {
  const rows = rowsOf(tree).filter(row => !row.hidden);
  const row = rows.includes(used) ? used : rows.find(each => each.tabIndex === 0) ?? rows[0];
  rowsOf(tree).forEach(each => { each.tabIndex = each === row ? 0 : -1; });
};

const fold = (row, folded) => {
  row.setAttribute("aria-expanded", String(!folded));
  show();
};

const focus = row => {
  if (row) {
    focusable(row.closest(".tree"), row);
    row.focus();
    if (!details.hidden) {
      open(row);
    }
  }
};

const open = row => {
  const [name, facts] = spans[Number(row.dataset.span)];
  details.querySelector("h2").textContent = name;
  details.querySelector("dl").replaceChildren(...Object.entries(facts).map(([term, text]) => {
    const pair = document.createElement("div");
    pair.append(document.createElement("dt"), document.createElement("dd"));
    pair.firstChild.textContent = term;
    pair.lastChild.textContent = text;
    pair.classList.toggle("wide", term === "What is wrong");
    return pair;
  }));
  select(row);
  details.hidden = false;
  document.body.classList.add("open");
  const covered = row.getBoundingClientRect().bottom - details.getBoundingClientRect().top;
  if (covered > 0) {
    window.scrollBy(0, covered + 8);
  }
};

const close = () => {
  const row = document.querySelector("[aria-selected=true]");
  select(null);
  details.hidden = true;
  document.body.classList.remove("open");
  row?.focus();
};

const select = row => {
  document.querySelectorAll("[aria-selected]").forEach(each => each.removeAttribute("aria-selected"));
  row?.setAttribute("aria-selected", "true");
};

const keys = {
  ArrowDown: (row, rows, at) => focus(rows[at + 1]),
  ArrowUp: (row, rows, at) => focus(rows[at - 1]),
  Home: (row, rows) => focus(rows[0]),
  End: (row, rows) => focus(rows.at(-1)),
  ArrowRight: (row, rows, at) => {
    if (isFolded(row)) {
      fold(row, false);
    } else if (parents.get(rows[at + 1]) === row) {
      focus(rows[at + 1]);
    }
  },
  ArrowLeft: row => {
    if (row.getAttribute("aria-expanded") === "true") {
      fold(row, true);
    } else {
      focus(parents.get(row));
    }
  },
  Enter: row => open(row),
  " ": row => open(row),
};

document.querySelectorAll(".tree").forEach(tree => {
  tree.addEventListener("click", event => {
    const row = event.target.closest("[data-span]");
    if (!row) {
      return;
    }
    focus(row);
    if (event.target.classList.contains("fold") && row.hasAttribute("aria-expanded")) {
      fold(row, !isFolded(row));
    } else {
      open(row);
    }
  });
  tree.addEventListener("keydown", event => {
    const key = keys[event.key];
    if (key && event.target.dataset.span && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const rows = rowsOf(tree).filter(row => !row.hidden);
      key(event.target, rows, rows.indexOf(event.target));
    }
  });
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !details.hidden) {
    close();
  }
});
details.querySelector("button").addEventListener("click", close);
search.addEventListener("input", show);
document.querySelector("fieldset").addEventListener("change", event => {
  if (!details.hidden) {
    close();
  }
  sections.forEach((section, index) => { section.hidden = index !== Number(event.target.value); });
  show();
});
