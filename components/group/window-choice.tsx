import { type WindowPreset, windowPresets } from "#components/data/report-path.ts";

type WindowChoiceProps = {
  readonly chosen: WindowPreset | undefined;
  readonly onChoose: (preset: WindowPreset | undefined) => void;
};

const words = { "1h": "1 h", "3h": "3 h", "6h": "6 h" } as const satisfies Record<WindowPreset, string>;

/** How far back the timeline looks. */
export function WindowChoice({ chosen, onChoose }: WindowChoiceProps) {
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">Window</legend>
      <button
        type="button"
        className="button"
        aria-pressed={chosen === undefined}
        aria-label="fit the findings"
        onClick={() => onChoose(undefined)}
      >
        fit
      </button>
      {windowPresets.map((preset) => (
        <button
          key={preset}
          type="button"
          className="button"
          aria-pressed={chosen === preset}
          aria-label={`last ${words[preset]}`}
          onClick={() => onChoose(preset)}
        >
          {words[preset]}
        </button>
      ))}
    </fieldset>
  );
}
