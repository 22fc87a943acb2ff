"use strict";
const filter = document.querySelector(".filter");
if (filter) {
  const cards = [...document.querySelectorAll("article")];
  const search = filter.querySelector("[type=search]");
  const texts = new Map(); // of the cards, read when first searched

  const text = card => {
    if (!texts.has(card)) {
      texts.set(card, card.textContent.toLowerCase());
    }
    return texts.get(card);
  };
  const show = () => {
    const kind = filter.querySelector(":checked").value;
    const words = search.value.toLowerCase().split(" ").filter(word => word);
    const shown = new Set(cards
      .filter(card => !kind || card.dataset.kind === kind)
      .filter(card => words.every(word => text(card).includes(word))));
    cards.forEach(card => { card.hidden = !shown.has(card); });
    filter.querySelector(".shown").textContent =
      shown.size === cards.length ? "" : shown.size + " of " + cards.length + " shown";
  };
  const showAll = () => {
    filter.querySelector("[value='']").checked = true;
    search.value = "";
    show();
  };

  filter.addEventListener("input", show);
  document.querySelectorAll("a.kind").forEach(link => link.addEventListener("click", showAll));
  filter.hidden = false;
}
