import { CheckMini, SquareTwoStackMini } from "@medusajs/icons"
import { IconButton, Tooltip } from "@medusajs/ui"
import { useState } from "react"
import { useWords } from "../../words/use-words"

/** An id that is long to read and easy to copy. The dashboard's own button speaks English only. */
export function CopiedId({ id, name }: { id: string; name: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)

  const copy = async () => {
    await write(id)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  const label = copied ? t("common.copied") : t("common.copy", { what: name })
  return (
    <span className="flex min-w-0 items-center gap-x-1">
      <Tooltip content={id}>
        <span className="truncate font-mono text-xs">{id}</span>
      </Tooltip>
      <Tooltip content={label}>
        <IconButton
          className="shrink-0"
          size="2xsmall"
          variant="transparent"
          aria-label={label}
          onClick={() => void copy()}
        >
          {copied ? <CheckMini /> : <SquareTwoStackMini />}
        </IconButton>
      </Tooltip>
      <span role="status" className="sr-only">
        {copied ? t("common.copied") : ""}
      </span>
    </span>
  )
}

/** Browsers give the clipboard to https and localhost only; an admin in the shop's own network may be neither. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = Object.assign(document.createElement("textarea"), { value: text })
  document.body.append(field)
  field.select()
  document.execCommand("copy")
  field.remove()
}
