/** The page around the element: a quiet ground, nothing else. */
export const pageStyles = `
:root { color-scheme: light dark; --ground: #eef1f5; --text: #101828; --muted: #475467; }
@media (prefers-color-scheme: dark) { :root { --ground: #0b0e13; --text: #f2f4f7; --muted: #aab4c3; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; grid-template-rows: 1fr auto; background: var(--ground); color: var(--text);
  font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { width: 100%; max-width: 29rem; margin: 0 auto; padding: clamp(0.75rem, 4vw, 3rem) clamp(0.75rem, 4vw, 1rem) 1rem; }
qpay-checkout { display: block; }
h1 { margin: 0; font-size: 1.125rem; line-height: 1.5; font-weight: 650; overflow-wrap: anywhere; }
footer { padding: 0 1rem 1rem; text-align: center; }
footer a { display: inline-block; padding: 0.75rem 1rem; color: var(--muted); }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.nothing { align-self: center; text-align: center; }
.nothing h1:not(:first-child) { margin-top: 2rem; }
.nothing p { margin: 0.25rem 0 0; color: var(--muted); }
`
