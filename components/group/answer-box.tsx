import { Command } from "#components/ui/command.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Countdown, Moment } from "#components/ui/moment.tsx";
import { SeveritySign, toVerdictWord } from "#components/ui/signs.tsx";
import type { Report } from "#lib/report/schema.ts";

type AnswerBoxProps = {
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
  readonly onOpenRule: (rule: string) => void;
};

/** The first thing a reader sees: what is going on, what comes next, what is safe. */
export function AnswerBox({ report, pace, onOpenRule }: AnswerBoxProps) {
  const { answer, scope } = report;
  const { rule } = answer;
  return (
    <section data-tone={answer.tone} aria-label="Answer" className="panel answer mb-3 space-y-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="max-w-[105ch] text-[1.0625rem] leading-6 font-semibold text-pretty" aria-live="polite">
          <LinkedText text={answer.sentence} scope={scope} />
        </p>
        <p className="flex items-baseline gap-2 whitespace-nowrap">
          {answer.severity !== null && <SeveritySign severity={answer.severity} />}
          {answer.verdict !== null && <span>{toVerdictWord(answer.verdict)}</span>}
        </p>
      </div>
      {answer.lap !== null && (
        <p>
          <LinkedText text={answer.lap} scope={scope} />
        </p>
      )}
      <div className="flex flex-col gap-x-8 gap-y-2 lg:flex-row lg:items-start">
        <DeadlinePart report={report} pace={pace} />
        {answer.ifYouStop !== null && (
          <div className="answer-part lg:flex-5">
            <h2 className="panel-title">If you press Stop now</h2>
            <p>
              <LinkedText text={answer.ifYouStop} scope={scope} />
            </p>
          </div>
        )}
        {answer.safest !== null && (
          <div className="answer-part lg:flex-7">
            <h2 className="panel-title">Safest next step</h2>
            <p>
              <LinkedText text={answer.safest.text} scope={scope} />{" "}
              {rule !== null && (
                <RuleButton rule={rule} words="Why, and other ways" onOpenRule={onOpenRule} />
              )}
            </p>
          </div>
        )}
      </div>
      {answer.safest?.command !== undefined && <Command command={answer.safest.command} />}
      {answer.safest === null && rule !== null && (
        <RuleButton rule={rule} words="Open the finding" onOpenRule={onOpenRule} />
      )}
    </section>
  );
}

type RuleButtonProps = Pick<AnswerBoxProps, "onOpenRule"> & { readonly rule: string; readonly words: string };

function RuleButton({ rule, words, onOpenRule }: RuleButtonProps) {
  return (
    <button type="button" className="quiet-button px-0 underline" onClick={() => onOpenRule(rule)}>
      {words}
    </button>
  );
}

/** The next deadline: when, how long until then, what happens. */
function DeadlinePart({ report, pace }: Omit<AnswerBoxProps, "onOpenRule">) {
  const { deadline } = report.answer;
  if (deadline === null) return null;
  return (
    <div data-tone="waiting" className="answer-part deadline lg:flex-4">
      <h2 className="sr-only">Next deadline</h2>
      <p className="deadline-time">
        <strong>
          <Moment iso={deadline.at} at={report.at} />
        </strong>
        <span className="text-[0.8125rem]">
          {deadline.certainty === "earliest" ? "at the earliest" : "at the latest"}
        </span>
        <Countdown iso={deadline.at} at={report.at} pace={pace} />
      </p>
      <p>{deadline.sentence}</p>
    </div>
  );
}
