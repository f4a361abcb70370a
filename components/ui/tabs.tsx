"use client";

import { type KeyboardEvent, type ReactNode, useId } from "react";

type TabsProps<Name extends string> = {
  readonly label: string;
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly toTitle: (name: Name) => string;
  readonly children: ReactNode;
};

/** Tabs as ARIA describes them: one tab stop, arrows choose. */
export function Tabs<Name extends string>({
  label,
  names,
  chosen,
  onChoose,
  toTitle,
  children,
}: TabsProps<Name>) {
  const id = useId();
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = names[(names.indexOf(chosen) + step + names.length) % names.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <>
      <div role="tablist" aria-label={label} className="flex flex-wrap gap-1">
        {names.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            className="button"
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
            onKeyDown={onKeyDown}
          >
            {toTitle(name)}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </>
  );
}
