"use client";

import { type FormEvent, useId, useState } from "react";
import { useNow } from "#components/clock/clock-provider.tsx";
import { parseMoment } from "#components/time/parse-moment.ts";

type TimeEntryProps = {
  /** "go to", "as of": a time follows. */
  readonly label: string;
  readonly servedAt: string;
  readonly earliest: number | undefined;
  readonly onGo: (at: string) => void;
};

/** An exact time to go to, typed. */
export function TimeEntry({ label, servedAt, earliest, onGo }: TimeEntryProps) {
  const id = useId();
  const now = useNow(servedAt);
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState<string>();
  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = parseMoment(text, { now, earliest });
    setTrouble(parsed.ok ? undefined : parsed.message);
    if (!parsed.ok) return;
    setText("");
    onGo(new Date(parsed.at).toISOString());
  }
  return (
    <form className="relative flex items-center gap-1" onSubmit={submit} noValidate>
      <label htmlFor={`${id}-time`} className="text-[0.8125rem] whitespace-nowrap text-muted">
        {label}
        <span className="sr-only"> a time, UTC</span>
      </label>
      <input
        id={`${id}-time`}
        type="text"
        className="field w-32"
        aria-describedby={`${id}-trouble`}
        aria-invalid={trouble !== undefined}
        placeholder="13:42:10 UTC"
        title="A clock of today, or a day and a clock: 13:42, 13:42:10, 2026-01-31 13:42. UTC unless a zone is given."
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setTrouble(undefined);
        }}
      />
      <button type="submit" className="button">
        Go
      </button>
      <p id={`${id}-trouble`} role="alert" className="time-trouble" data-tone="bad">
        {trouble}
      </p>
    </form>
  );
}
