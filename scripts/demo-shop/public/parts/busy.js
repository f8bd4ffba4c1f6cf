import { complain } from "./complain.js"

/**
 * Runs `work` once however often the button is pressed, and tells the shopper what went wrong. The button keeps its
 * focus: it is only marked as busy.
 */
export async function busy(button, label, work) {
  if (button.getAttribute("aria-busy") === "true") return
  const before = [...button.childNodes]
  button.setAttribute("aria-busy", "true")
  if (label) button.replaceChildren(label)
  try {
    return await work()
  } catch (error) {
    complain(error)
  } finally {
    button.removeAttribute("aria-busy")
    button.replaceChildren(...before)
  }
}
