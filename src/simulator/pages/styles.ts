import { Markup } from "./html"

/** No fonts, pictures or scripts from anywhere: the pages work on a plane. */
export const STYLES = new Markup(`
:root { color-scheme: light; --ink: #14213d; --soft: #5b6780; --line: #e3e8f1; --back: #f3f6fb; --accent: #1450c8;
  --good: #0b7a4b; --good-back: #e5f6ee; --warn: #8a5200; --warn-back: #fff4dd; --bad: #b3261e; --bad-back: #fdecea }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--ink); line-height: 1.4;
  font: 16px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
a { color: var(--accent) }
.notice { background: #14213d; color: #fff; text-align: center; padding: 8px 16px; font-size: 13px }
.notice small { color: #b9c6e4; display: block; font-size: 11px }
main { max-width: 460px; margin: 0 auto; padding: 20px 16px 48px }
h1 { font-size: 20px; margin: 4px 0 16px } h2 { font-size: 15px; margin: 28px 0 8px }
small, .en { color: var(--soft); font-size: 12px; font-weight: 400 } .en { display: block }
.card { background: #fff; border: 1px solid var(--line); border-radius: 16px; padding: 20px;
  box-shadow: 0 1px 2px rgba(20, 33, 61, .05) }
.amount { font-size: 38px; font-weight: 700; letter-spacing: -.5px; margin: 2px 0 12px; font-variant-numeric: tabular-nums }
dl { margin: 0; border-top: 1px solid var(--line) }
dl div { display: flex; justify-content: space-between; gap: 16px; padding: 10px 0; border-bottom: 1px solid var(--line) }
dl div:last-child { border-bottom: 0; padding-bottom: 0 }
dt { color: var(--soft); flex: none } dd { margin: 0; text-align: right; overflow-wrap: anywhere }
.merchant { display: flex; align-items: center; gap: 12px; margin-bottom: 16px; font-weight: 600 }
.badge-letter { width: 44px; height: 44px; border-radius: 12px; background: var(--accent); color: #fff; display: grid;
  place-items: center; font-size: 20px; flex: none }
form { margin: 12px 0 0 } dl + form { margin-top: 22px }
button { width: 100%; border: 0; border-radius: 12px; padding: 13px 16px; font: inherit; font-weight: 600; cursor: pointer;
  background: var(--accent); color: #fff; line-height: 1.25 }
button .en { color: inherit; opacity: .8 }
button.plain { background: #fff; color: var(--ink); border: 1px solid #c9d3e6 }
button:hover { filter: brightness(.95) }
button:focus-visible, input:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid #9dbcff; outline-offset: 2px }
.row { display: flex; gap: 8px; align-items: stretch } .row button { flex: 1.4; width: auto; padding-inline: 8px }
.field { flex: 1; min-width: 0; position: relative } .field span { position: absolute; left: 14px; top: 0; bottom: 0; display: grid; place-items: center; color: var(--soft) }
input { width: 100%; height: 100%; min-height: 48px; border: 1px solid #c9d3e6; border-radius: 12px; padding: 12px 12px 12px 32px;
  font: inherit; font-variant-numeric: tabular-nums }
.tag { display: inline-block; border-radius: 99px; padding: 2px 10px; font-size: 12px; font-weight: 600; background: #e8eefc;
  color: var(--accent); white-space: nowrap }
.good { background: var(--good-back); color: var(--good) } .warn { background: var(--warn-back); color: var(--warn) }
.bad { background: var(--bad-back); color: var(--bad) }
.outcome { border-radius: 16px; padding: 16px; margin-bottom: 16px; font-weight: 600; text-align: center }
.outcome .en { color: inherit; opacity: .85 } .outcome b { display: block; font-size: 30px; line-height: 1.1 }
.list { list-style: none; margin: 0; padding: 0; display: grid; gap: 10px }
.list .card { padding: 14px 16px } .list a.card { display: block; color: inherit; text-decoration: none }
.list a.card:hover { border-color: #9dbcff }
.line { display: flex; justify-content: space-between; gap: 12px; align-items: baseline }
.line + .line { margin-top: 4px } .line strong { font-variant-numeric: tabular-nums }
.cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0 }
code { font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; color: var(--soft); display: block;
  margin-top: 6px }
details { margin-top: 16px; border: 1px dashed #c9d3e6; border-radius: 12px; padding: 12px 14px }
summary { cursor: pointer; font-weight: 600 }
.back { display: inline-block; margin-bottom: 12px; font-size: 14px }
`)
