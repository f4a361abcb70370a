"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { useUrlState } from "#components/data/use-url-state.ts";
import { useRowKeys } from "#components/fleet/use-row-keys.ts";
import { moveRow } from "#components/rules/move-row.ts";
import { type RuleChapter, type RuleLine, toChapters } from "#components/rules/rule-areas.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { SeveritySign } from "#components/ui/signs.tsx";

/** All rules by the kind of trouble, searched by the text that stands in the URL. */
export function RuleHandbook({ rules }: { readonly rules: readonly RuleLine[] }) {
  const { params, change } = useUrlState();
  const searched = params.get("q") ?? "";
  const chapters = toChapters(rules, searched);
  const count = chapters.reduce((sum, chapter) => sum + chapter.rules.length, 0);
  const searchRef = useRef<HTMLInputElement>(null);
  const chaptersRef = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(searched);
  useRowKeys({ search: searchRef, onMove: (move) => moveRow(chaptersRef.current, move) });
  return (
    <>
      <search className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        <input
          ref={searchRef}
          type="search"
          className="field w-80"
          aria-label="Search the rules"
          aria-keyshortcuts="/"
          placeholder="Search all that they say   ( / )"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            change("replace", { q: event.target.value });
          }}
        />
        <span role="status" className="text-muted">
          {count === rules.length ? `${count} rules` : `${count} of ${rules.length} rules`}
        </span>
        <nav aria-label="Kinds of trouble" className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]">
          {chapters.map(({ area, title, rules: inside }) => (
            <a key={area} href={`#${area}`}>
              {title} {inside.length}
            </a>
          ))}
        </nav>
      </search>
      {count === 0 && <p className="panel px-4 py-6 text-center text-muted">No rule says that.</p>}
      <div ref={chaptersRef} className="space-y-3">
        {chapters.map((chapter) => (
          <Chapter key={chapter.area} chapter={chapter} />
        ))}
      </div>
    </>
  );
}

function Chapter({ chapter }: { readonly chapter: RuleChapter }) {
  return (
    <section id={chapter.area} aria-labelledby={`${chapter.area}-title`} className="panel px-4 py-3">
      <h2 id={`${chapter.area}-title`}>{chapter.title}</h2>
      <ul className="mt-1">
        {chapter.rules.map((rule) => (
          <li
            key={rule.id}
            className="grid gap-x-4 border-t border-line py-1.5 first:border-t-0 sm:grid-cols-[6rem_minmax(0,1fr)] lg:grid-cols-[6rem_minmax(0,24rem)_minmax(0,1fr)]"
          >
            <div>
              <SeveritySign severity={rule.severity} />
            </div>
            <div>
              <Link href={`/rules/${encodeURIComponent(rule.id)}`} prefetch={false} data-row-link>
                {rule.title}
              </Link>
              <div className="text-[0.8125rem] wrap-anywhere text-muted">
                <Breakable text={rule.id} />
              </div>
            </div>
            <p className="text-[0.8125rem] text-pretty sm:col-start-2 lg:col-start-auto">
              {rule.firstSentence}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
