const SHAPES = {
  cart: '<path d="M3 4h2.2l2 11h10.3l2-8H6.2"/><circle cx="8.7" cy="19.2" r="1.3"/><circle cx="16.3" cy="19.2" r="1.3"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  away: '<path d="M14 5h5v5M19 5l-8 8M10 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-4"/>',
  back: '<path d="M19 12H5m6-6-6 6 6 6"/>',
  minus: '<path d="M6 12h12"/>',
  plus: '<path d="M6 12h12M12 6v12"/>',
}

/** Decoration: what it means is always written beside it, or in the button's label. */
export function icon(name) {
  const template = document.createElement("template")
  template.innerHTML = `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${SHAPES[name]}</svg>`
  return template.content.firstChild
}
