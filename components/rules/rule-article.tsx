import Link from "next/link";
import { SeveritySign } from "#components/ui/signs.tsx";
import type { RuleView } from "#lib/report/schema.ts";

export function RuleArticle({ rule }: { readonly rule: RuleView }) {
  return (
    <article className="panel mx-auto max-w-[50rem] space-y-3 px-6 py-5">
      <p className="text-[0.8125rem]">
        <Link href="/rules" className="underline">
          Rules
        </Link>{" "}
        <span className="text-muted">/ {rule.id}</span>
      </p>
      <h1 className="text-xl">{rule.title}</h1>
      <p>
        <SeveritySign severity={rule.severity} />
      </p>
      {rule.why.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph} className="text-[0.9375rem] leading-6 text-pretty whitespace-pre-line">
          {paragraph}
        </p>
      ))}
      <h2>What it needs to read</h2>
      <p className="text-muted">If one of these cannot be read, the rule says that it cannot tell.</p>
      <ul className="list-disc pl-5">
        {rule.needs.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      {rule.docs.length > 0 && (
        <>
          <h2>Where AWS says so</h2>
          <ul className="list-disc pl-5">
            {rule.docs.map((doc) => (
              <li key={doc} className="break-all">
                {/^https:\/\//.test(doc) ? (
                  <a href={doc} rel="noreferrer" target="_blank">
                    {doc}
                  </a>
                ) : (
                  doc
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link href={`/?finding=${encodeURIComponent(rule.id)}`}>Groups in which it is found now</Link>
      </p>
    </article>
  );
}
