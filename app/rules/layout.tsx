import type { ReactNode } from "react";
import "#components/rules/rules.css";

export default function RulesLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
