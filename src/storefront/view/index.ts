/** The payment page as strings of HTML: for the element in a browser, and for a server's first paint. */
export { foldName } from "./banks"
export { type CheckoutModel, checkoutModel, type CheckoutModelInput, isOver } from "./model"
export { type Region, REGIONS, regions } from "./regions"
export { renderShadow, type ShadowOptions } from "./shadow"
export { checkoutStyles } from "./styles"
