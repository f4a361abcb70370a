import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether the page is being printed: everything must stand there before the browser looks. */
export function usePrinting(): "screen" | "paper" {
  const [medium, setMedium] = useState<"screen" | "paper">("screen");
  useEffect(() => {
    const before = () => flushSync(() => setMedium("paper"));
    const after = () => setMedium("screen");
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return medium;
}
