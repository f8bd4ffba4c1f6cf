import { useState } from "react"

/**
 * Dialogs that are opened without a trigger of their own give the focus to nobody when they close. This gives it back
 * to what had it when the dialog appeared. @returns what a dialog's content takes as `onCloseAutoFocus`
 */
export function useReturnFocus(): (event: Event) => void {
  const [opener] = useState(() => document.activeElement)
  return (event) => {
    event.preventDefault()
    if (opener instanceof HTMLElement) opener.focus()
  }
}
