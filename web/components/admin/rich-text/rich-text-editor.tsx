"use client";

import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useRef } from "react";
import { extensions } from "./extensions";
import { Toolbar } from "./toolbar";

type Props = {
  html: string;
  onChange: (html: string) => void;
  onBlur: () => void;
  label: string;
  /** Of the element that holds the text. */
  attributes: Readonly<Record<string, string>>;
  readOnly: boolean;
};

/** An editor of HTML. Its value changes by typing alone: HTML that is not touched stays as it is stored. */
export default function RichTextEditor({ html, onChange, onBlur, label, attributes, readOnly }: Props) {
  const shown = useRef(html);
  const editor = useEditor({
    extensions,
    content: html,
    editable: !readOnly,
    immediatelyRender: false,
    // Its rules stand in globals.css: the page's policy refuses style sheets that scripts add.
    injectCSS: false,
    onBlur,
    onUpdate({ editor: updated }) {
      shown.current = updated.isEmpty ? "" : updated.getHTML();
      onChange(shown.current);
    },
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        class: "rich-text min-h-48 px-3.5 py-3",
        ...attributes,
      },
    },
  });
  // The form shows other values: what was saved, or what another person saved.
  useEffect(() => {
    if (!editor || shown.current === html) return;
    shown.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  if (!editor) return null;
  return (
    <div className="overflow-clip rounded-md border border-edge bg-white focus-within:border-ink">
      {!readOnly && <Toolbar editor={editor} label={label} />}
      <EditorContent editor={editor} />
    </div>
  );
}
