import { Hint, Input, Label, Text, Textarea } from "@medusajs/ui"
import { useId, type Ref } from "react"
import { useWords } from "../../words/use-words"

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  /** Shown, and told to screen readers, once it is there. */
  problem?: string | null
  optional?: boolean
  /** Several lines. */
  long?: boolean
  /** A sum of money. */
  sum?: boolean
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>
}

export function Field({ label, value, onChange, hint, problem, optional, long, sum, inputRef }: FieldProps) {
  const { t } = useWords()
  const id = useId()
  const described = problem ? `${id}-problem` : hint ? `${id}-hint` : undefined
  const shared = {
    id,
    value,
    ref: inputRef,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": described,
    "aria-required": !optional,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex items-center gap-x-1">
        <Label htmlFor={id} size="small" weight="plus">
          {label}
        </Label>
        {optional && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle" as="span">
            ({t("common.optional")})
          </Text>
        )}
      </div>
      {long ? (
        <Textarea {...shared} rows={2} />
      ) : (
        <Input {...shared} autoComplete="off" inputMode={sum ? "numeric" : undefined} />
      )}
      {problem ? (
        <Hint id={`${id}-problem`} variant="error" role="alert">
          {problem}
        </Hint>
      ) : (
        hint && <Hint id={`${id}-hint`}>{hint}</Hint>
      )}
    </div>
  )
}
