import { type CheckoutModel, isOver } from "./model"
import { type Region, regions } from "./regions"
import { markup, Html } from "./html"
import { checkoutStyles } from "./styles"

export interface ShadowOptions {
  /** For pages whose Content-Security-Policy asks for one. */
  nonce?: string
  /** False when the page brings `checkoutStyles` by other means. */
  styles?: boolean
}

/**
 * The inside of the shadow root as one string: styles and all regions. A server wraps it in
 * `<qpay-checkout …><template shadowrootmode="open">…</template></qpay-checkout>`, and the element takes it over.
 */
export function renderShadow(model: CheckoutModel, options: ShadowOptions = {}): string {
  const nonce = options.nonce ? markup` nonce="${options.nonce}"` : markup``
  const style = options.styles === false ? "" : `<style${nonce}>${checkoutStyles}</style>`
  return style + shell(model, regions(model))
}

/** The lasting frame. Regions are filled in and exchanged; the frame, and what lives in it, stays. */
function shell(model: CheckoutModel, content: Record<Region, string>): string {
  const { language, texts } = model
  const region = (name: Region, attributes = markup``) =>
    markup`<div data-region="${name}"${attributes}>${new Html(content[name])}</div>`
  return markup`<section part="card" class="card" lang="${language}" aria-label="${texts.title}"><div class="inner">
    <slot name="header"></slot>
    <div class="top">${region("summary")}${region("clock")}</div>
    ${region("status", markup` role="status" tabindex="-1" class="focusable"`)}
    <div class="body${isOver(model) && " over"}">${region("result")}${region("banks", markup` class="banks-region"`)}${region("stage")}${region("link")}</div>
    ${region("actions", markup` class="actions"`)}
    <slot name="help">${region("help", markup` class="help"`)}</slot>
    </div></section>`.text
}
