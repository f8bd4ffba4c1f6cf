/** Colors that the shop may set as `--qpay-…`. Each pair of text and ground keeps WCAG AA's contrast. */
const LIGHT = `
  color-scheme: light;
  --_surface: var(--qpay-surface, #fff); --_text: var(--qpay-text, #101828); --_muted: var(--qpay-muted, #475467);
  --_soft: var(--qpay-soft, #f4f6f9); --_line: var(--qpay-line, #e4e7ec); --_edge: var(--qpay-edge, #7d8899);
  --_accent: var(--qpay-accent, #1450c8); --_on-accent: var(--qpay-on-accent, #fff);
  --_good: #05603a; --_good-soft: #e7f8ef; --_warn: #7a2e0e; --_warn-soft: #fef4e0;
  --_shadow: 0 1px 2px rgb(16 24 40 / .05), 0 12px 32px -8px rgb(16 24 40 / .12);`

const DARK = `
  color-scheme: dark;
  --_surface: var(--qpay-surface-dark, #151a22); --_text: var(--qpay-text-dark, #f2f4f7);
  --_muted: var(--qpay-muted-dark, #aab4c3); --_soft: var(--qpay-soft-dark, #1e2530);
  --_line: var(--qpay-line-dark, #2c3543); --_edge: var(--qpay-edge-dark, #7d8899);
  --_accent: var(--qpay-accent-dark, #8ab4ff); --_on-accent: var(--qpay-on-accent-dark, #0b1a33);
  --_good: #75e0a7; --_good-soft: #0f2c20; --_warn: #fecb5c; --_warn-soft: #2e2312;
  --_shadow: 0 1px 2px rgb(0 0 0 / .4), 0 12px 32px -8px rgb(0 0 0 / .5);`

/**
 * On phones the banks' apps come first and the QR is folded; elsewhere there is nothing but the QR. A page that was
 * long stays long (`--_hold`), so that nothing below it jumps when the payment arrives; on phones, where the list of
 * banks is longer than the screen, only emptiness would be left.
 */
const DESKTOP = `--_phone: none; --_desktop: inline; --_banks: none; --_folded: block; --_body: 27rem; --_hold: 1;`
const PHONE = `--_phone: inline; --_desktop: none; --_banks: block; --_folded: none; --_body: 36rem; --_hold: 0;`

/** The style sheet of the shadow root. */
export const checkoutStyles = `
:host { display: block; ${LIGHT} ${DESKTOP}
  --_radius: var(--qpay-radius, 16px); --_inner: calc(var(--_radius) * .75);
  font: 400 1rem/1.5 var(--qpay-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif); }
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
@media (pointer: coarse) and (max-width: 48rem) { :host(:not([data-device="desktop"])) { ${PHONE} } }
:host([data-device="phone"]) { ${PHONE} }

*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul { margin: 0; padding: 0; font: inherit; }
[hidden] { display: none !important; }
.on-phone { display: var(--_phone); } .on-desktop { display: var(--_desktop); }

.card { max-width: var(--qpay-max-width, 27rem); margin-inline: auto; color: var(--_text);
  background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius); box-shadow: var(--_shadow);
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
.inner { display: grid; gap: 1.25rem; padding: clamp(1rem, 5.8%, 1.5rem); }
.inner > *, .body > * { min-width: 0; }
::slotted([slot="header"]) { display: block; margin: 0; padding-bottom: 1rem; border-bottom: 1px solid var(--_line); }

.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-end; gap: .5rem 1rem; min-height: 4.5rem; }
.top > :last-child { text-align: end; }
.label { color: var(--_muted); font-size: .875rem; font-weight: 500; }
.amount { font-size: 2.25rem; line-height: 3rem; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.time, .until { font-size: 1.25rem; line-height: 3rem; font-weight: 600; font-variant-numeric: tabular-nums; }

.strip { display: flex; gap: .75rem; padding: .875rem 1rem; border-radius: var(--_inner); background: var(--_soft);
  min-height: 6.25rem; --_tone: var(--_accent); }
@media (max-width: 27rem) { .strip { min-height: 7.75rem; } }
.good { --_tone: var(--_good); --_tint: var(--_good-soft); } .warn { --_tone: var(--_warn); --_tint: var(--_warn-soft); }
.strip.good, .strip.warn { background: var(--_tint); }
.strip .icon { flex: none; width: 1.5rem; height: 1.5rem; color: var(--_tone); }
.title { font-weight: 650; } .text { color: var(--_muted); font-size: .9375rem; }
.icon-spinner { animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }

.body { display: grid; gap: 1rem; align-content: start; min-height: var(--_body); }
.body.over { min-height: calc(var(--_hold) * var(--_held, var(--_body))); }
.body > :empty { display: none; }
.caption { font-weight: 600; text-align: center; text-wrap: balance; margin-bottom: .75rem; }
.panel { display: grid; place-content: center; justify-items: center; gap: 1rem; text-align: center; width: min(100%, 21rem);
  aspect-ratio: 1; margin-inline: auto; padding: 1rem; border-radius: var(--_inner); background: var(--_soft); }
.paper { padding: 0; background: #fff; border: 1px solid var(--_line); overflow: hidden; place-content: stretch; color-scheme: light; }
.qr { display: block; width: 100%; height: auto; forced-color-adjust: none; }
.disc { display: grid; place-content: center; width: 6rem; height: 6rem; border-radius: 50%; color: var(--_tone, var(--_accent));
  background: var(--_tint, var(--_surface)); animation: arrive .3s ease-out; }
.disc .icon { width: 3rem; height: 3rem; }
@keyframes arrive { from { transform: scale(.8); opacity: 0; } }
.reference { font-weight: 650; color: var(--_text); font-variant-numeric: tabular-nums; letter-spacing: .02em; user-select: all; }
.panel .reference { font-size: 1.25rem; }
.bone { display: block; width: 8rem; height: 2rem; margin-block: .5rem; border-radius: .5rem; background: var(--_line); }

.banks-region { display: var(--_banks); }
.search { width: 100%; min-height: 2.875rem; margin-bottom: .75rem; padding: .5rem .875rem; font: inherit; color: inherit;
  background: var(--_surface); border: 1px solid var(--_edge); border-radius: var(--_inner); }
.search::placeholder { color: var(--_muted); opacity: 1; }
:host(:not(:defined)) .search { visibility: hidden; }
.banks { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.75rem, 1fr)); gap: .5rem .25rem; list-style: none; }
.banks a { display: grid; justify-items: center; align-content: start; gap: .375rem; min-height: 6rem; padding: .5rem .125rem;
  border-radius: var(--_inner); color: inherit; text-decoration: none; text-align: center; -webkit-tap-highlight-color: transparent; }
.banks a:active { background: var(--_soft); }
.logo { position: relative; display: grid; place-content: center; width: 3rem; height: 3rem; border-radius: .875rem; overflow: hidden;
  background: var(--_soft); color: var(--_muted); font-weight: 650; border: 1px solid var(--_line); }
.logo img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
.logo img[data-loaded] { background: #fff; }
.name { font-size: .8125rem; line-height: 1.25; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; hyphens: auto; }
.none { color: var(--_muted); text-align: center; padding: 1rem 0; }

.fold { display: var(--_banks); border-top: 1px solid var(--_line); }
.rest .banks { margin-top: .5rem; }
summary { display: flex; align-items: center; justify-content: space-between; min-height: 3rem; font-weight: 600; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; width: .5rem; height: .5rem; margin-inline-end: .375rem; border: solid currentColor;
  border-width: 0 2px 2px 0; transform: translateY(-25%) rotate(45deg); }
[open] > summary::after { transform: translateY(25%) rotate(225deg); }
.fold:not([open]) + .unfolds { display: var(--_folded); }

.link { display: flex; align-items: center; justify-content: center; gap: .75rem; min-height: 2.75rem; }
.link a { color: var(--_accent); font-size: .9375rem; display: inline-flex; align-items: center; min-height: 2.75rem; }
.actions { display: grid; gap: .5rem; align-content: start; min-height: 3rem; }
.actions form { display: grid; }
.button, .small { font: inherit; font-weight: 600; cursor: pointer; color: var(--_text); background: var(--_surface);
  border: 1px solid var(--_edge); border-radius: var(--_inner); text-decoration: none; text-align: center; }
.button { display: flex; align-items: center; justify-content: center; gap: .5rem; width: 100%; min-height: 3rem; padding: .625rem 1rem; }
.small { flex: none; min-height: 2.75rem; min-width: 5.5rem; padding: .25rem .875rem; font-size: .875rem; }
.primary { color: var(--_on-accent); background: var(--_accent); border-color: var(--_accent); }
.quiet { border-color: transparent; background: none; color: var(--_accent); }
.button .icon { width: 1.25rem; height: 1.25rem; }
.button[aria-disabled="true"] { cursor: progress; }
@media (hover: hover) {
  .plain:hover, .small:hover, .quiet:hover { background: var(--_soft); }
  .primary:hover { filter: brightness(1.08); }
  .banks a:hover { background: var(--_soft); }
}
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.focusable:focus { outline: none; }
.help { color: var(--_muted); font-size: .875rem; text-align: center; min-height: 1.3125rem; }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .disc, .strip { border: 1px solid; } }
`
