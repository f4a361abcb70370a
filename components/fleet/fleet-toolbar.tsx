"use client";

import type { RefObject } from "react";
import {
  type FilterChoice,
  type FleetFilter,
  filterRows,
  isFiltered,
  listPlaceChoices,
  listRuleChoices,
  severityOrder,
} from "#components/fleet/fleet-filter.ts";
import { SeverityShape, toSeverityWord } from "#components/ui/signs.tsx";
import type { GroupRow } from "#lib/report/schema.ts";

type FleetToolbarProps = {
  readonly rows: readonly GroupRow[];
  readonly filter: FleetFilter;
  readonly shown: number;
  /** The groups in which the server has found what the text names. */
  readonly named: ReadonlySet<string>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (changes: Readonly<Record<string, string | undefined>>) => void;
  /** What stands in the search box: the URL follows it a moment later. */
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onClear: () => void;
};

export function FleetToolbar({ rows, filter, shown, named, searchRef, onChange, ...box }: FleetToolbarProps) {
  const any = isFiltered(filter);
  return (
    <search className="flex flex-wrap items-center gap-2 px-3 py-2">
      <input
        ref={searchRef}
        type="search"
        className="field w-64 max-w-full"
        aria-label="Search groups, instances, deployments"
        aria-keyshortcuts="/"
        placeholder="Search groups, i-…, d-…   ( / )"
        value={box.text}
        onChange={(event) => {
          box.onType(event.target.value);
        }}
      />
      <SeverityButtons rows={rows} chosen={filter.severity} onChange={onChange} />
      <ChoiceSelect
        label="Finding"
        any="any finding"
        value={filter.rule}
        choices={listRuleChoices(filterRows(rows, { ...filter, rule: undefined }, named))}
        onChoose={(rule) => onChange({ rule, finding: undefined })}
      />
      <ChoiceSelect
        label="Account and region"
        any="any account and region"
        value={filter.place}
        choices={listPlaceChoices(filterRows(rows, { ...filter, place: undefined }, named))}
        onChoose={(place) => onChange({ place })}
      />
      <button
        type="button"
        className="button"
        aria-pressed={filter.deploying === "only"}
        onClick={() => onChange({ deploying: filter.deploying === "only" ? undefined : "1" })}
      >
        running deployment
      </button>
      {any && (
        <button type="button" className="quiet-button" onClick={box.onClear}>
          Clear filters
        </button>
      )}
      <p role="status" className="ml-auto text-[0.8125rem] text-muted">
        {any ? `${shown} of ${rows.length} groups` : `${rows.length} groups`}
      </p>
    </search>
  );
}

type SeverityButtonsProps = Pick<FleetToolbarProps, "rows" | "onChange"> & {
  readonly chosen: FleetFilter["severity"];
};

function SeverityButtons({ rows, chosen, onChange }: SeverityButtonsProps) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Severity</legend>
      {severityOrder.map((severity) => {
        const count = rows.filter((row) => row.severity === severity).length;
        if (count === 0 && chosen !== severity) return null;
        return (
          <button
            key={severity}
            type="button"
            className="button inline-flex items-center gap-1.5"
            aria-pressed={chosen === severity}
            onClick={() => onChange({ severity: chosen === severity ? undefined : severity })}
          >
            <SeverityShape severity={severity} />
            {toSeverityWord(severity)} {count}
          </button>
        );
      })}
    </fieldset>
  );
}

type ChoiceSelectProps = {
  readonly label: string;
  readonly any: string;
  readonly value: string | undefined;
  readonly choices: readonly FilterChoice[];
  readonly onChoose: (value: string | undefined) => void;
};

function ChoiceSelect({ label, any, value, choices, onChoose }: ChoiceSelectProps) {
  if (choices.length < 2 && value === undefined) return null;
  const known = value === undefined || choices.some((choice) => choice.value === value);
  return (
    <select
      aria-label={label}
      className="field max-w-52"
      value={value ?? ""}
      onChange={(event) => onChoose(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{any}</option>
      {!known && <option value={value}>{value} (0)</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label} ({choice.count})
        </option>
      ))}
    </select>
  );
}
