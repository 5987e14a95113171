/** A question or a form over the page: it takes the keyboard, gives it back, and Escape closes it. */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  /** Whether it takes as much room as there is. */
  isLarge?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, isLarge = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => before?.isConnected && before.focus();
  }, []);

  return (
    <dialog
      ref={dialog}
      class={isLarge ? "card dialog large" : "card dialog"}
      aria-labelledby={heading}
      onClose={onClose}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}
