import { Button, Prompt } from "@medusajs/ui"
import { useRef, type FormEvent, type ReactNode } from "react"
import { useWords } from "../../words/use-words"
import { useReturnFocus } from "./return-focus"

interface FormPromptProps {
  title: string
  /** What will happen. */
  text: string
  confirm: string
  isDangerous?: boolean
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
  children?: ReactNode
}

/** Asks before something is done, with what must be filled in first. Stays open until it is done or given up. */
export function FormPrompt({
  title,
  text,
  confirm,
  isDangerous,
  isBusy,
  onConfirm,
  onClose,
  children,
}: FormPromptProps) {
  const { t } = useWords()
  const returnFocus = useReturnFocus()
  const form = useRef<HTMLFormElement>(null)

  const send = (event: FormEvent) => {
    event.preventDefault()
    // The form stands in the page of another one for React, although not for the browser.
    event.stopPropagation()
    if (!isBusy) onConfirm()
  }
  const focusFirst = (event: Event) => {
    const first = form.current?.querySelector<HTMLElement>("input, textarea")
    if (!first) return
    event.preventDefault()
    first.focus()
  }
  return (
    <Prompt
      open
      variant={isDangerous ? "danger" : "confirmation"}
      onOpenChange={(open) => !open && !isBusy && onClose()}
    >
      <Prompt.Content
        onOpenAutoFocus={focusFirst}
        onCloseAutoFocus={returnFocus}
        className="max-h-[calc(100%-16px)] overflow-y-auto"
      >
        <form ref={form} onSubmit={send} noValidate>
          <Prompt.Header>
            <Prompt.Title>{title}</Prompt.Title>
            <Prompt.Description>{text}</Prompt.Description>
          </Prompt.Header>
          <div className="flex flex-col gap-y-4 px-6 pt-4">{children}</div>
          <Prompt.Footer>
            <Prompt.Cancel type="button" disabled={isBusy}>
              {t("common.cancel")}
            </Prompt.Cancel>
            <Button size="small" type="submit" variant={isDangerous ? "danger" : "primary"} isLoading={isBusy}>
              {confirm}
            </Button>
          </Prompt.Footer>
        </form>
      </Prompt.Content>
    </Prompt>
  )
}
