import { TriangleDownMini } from "@medusajs/icons"
import { Button, DatePicker, DropdownMenu, Label } from "@medusajs/ui"
import { useId } from "react"
import type { InvoiceFilters } from "../../api/paths"
import { STATES } from "../../words/subjects"
import { dayOf, pickedOf } from "../../words/time"
import { useWords } from "../../words/use-words"
import { ReasonSelect } from "../shared/reason-select"
import { isFiltered, NO_FILTERS } from "./filters"
import { SearchBox } from "./search-box"

interface FilterBarProps {
  filters: InvoiceFilters
  onChange: (changes: Record<string, string>) => void
}

export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 py-4">
      <SearchBox value={filters.q} onChange={(q) => onChange({ q })} />
      <StateMenu states={filters.states} onChange={(states) => onChange({ state: states.join(",") })} />
      <ReasonSelect reason={filters.reason} onChange={(reason) => onChange({ reason })} />
      <Day name={t("invoices.from")} day={filters.from} onChange={(from) => onChange({ from })} />
      <Day name={t("invoices.to")} day={filters.to} onChange={(to) => onChange({ to })} />
      {isFiltered(filters) && (
        <Button size="small" variant="transparent" onClick={() => onChange(NO_FILTERS)}>
          {t("common.clear")}
        </Button>
      )}
    </div>
  )
}

function StateMenu({ states, onChange }: { states: string[]; onChange: (states: string[]) => void }) {
  const { t, named } = useWords()
  const toggle = (state: string, on: boolean) =>
    onChange(on ? [...states, state] : states.filter((other) => other !== state))
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="secondary">
          {states.length ? t("invoices.states_some", { count: states.length }) : t("invoices.states")}
          <TriangleDownMini />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start">
        {STATES.map((state) => (
          <DropdownMenu.CheckboxItem
            key={state}
            checked={states.includes(state)}
            onCheckedChange={(on) => toggle(state, on)}
            // Several are picked one after the other.
            onSelect={(event) => event.preventDefault()}
          >
            {named("states", state)}
          </DropdownMenu.CheckboxItem>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

function Day({ name, day, onChange }: { name: string; day: string; onChange: (day: string) => void }) {
  const id = useId()
  return (
    <div className="flex items-center gap-x-2">
      <Label id={id} size="xsmall" className="text-ui-fg-subtle">
        {name}
      </Label>
      <DatePicker
        size="small"
        granularity="day"
        aria-labelledby={id}
        value={pickedOf(day)}
        onChange={(picked) => onChange(dayOf(picked))}
      />
    </div>
  )
}
