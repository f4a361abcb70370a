import { Command } from "cmdk";
import type { Choice, Section } from "#components/palette/choices.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { SeverityShape, StateChip, toSeverityWord } from "#components/ui/signs.tsx";

type PaletteListProps = {
  readonly sections: readonly Section[];
  readonly busy: "yes" | "no";
  /** What is said where no section has a choice. */
  readonly nothing: string;
  readonly onGo: (choice: Choice) => void;
};

export function PaletteList({ sections, busy, nothing, onGo }: PaletteListProps) {
  return (
    <>
      <Command.List label="What can be jumped to" aria-busy={busy === "yes"}>
        {sections.map(({ title, choices, more }) => (
          <Command.Group
            key={title}
            heading={more > 0 ? `${title}: ${choices.length} of ${choices.length + more}` : title}
          >
            {choices.map((choice) => (
              <Command.Item key={choice.key} value={choice.key} onSelect={() => onGo(choice)}>
                <ChoiceLine choice={choice} />
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <p role="status" className={sections.length === 0 ? "palette-nothing" : "sr-only"}>
        {sections.length === 0 ? nothing : toCountText(sections)}
      </p>
    </>
  );
}

function ChoiceLine({ choice: { name, isId, detail, state, severity } }: { readonly choice: Choice }) {
  return (
    <>
      <span className="palette-name">
        {severity !== undefined && (
          <>
            <SeverityShape severity={severity} />
            <span className="sr-only">{toSeverityWord(severity)}: </span>
          </>
        )}
        <span className={isId ? "id" : "wrap-anywhere"}>
          <Breakable text={name} />
        </span>
        {state !== undefined && <StateChip tone={state.tone}>{state.word}</StateChip>}
      </span>
      {detail !== "" && <span className="palette-detail">{detail}</span>}
    </>
  );
}

function toCountText(sections: readonly Section[]): string {
  const count = sections.reduce((sum, { choices, more }) => sum + choices.length + more, 0);
  return count === 1 ? "1 found" : `${count} found`;
}
