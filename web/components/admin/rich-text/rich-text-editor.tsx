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
  /** What the editor has told the form: the last that the form has shown, and what it has yet to show. */
  const told = useRef([html]);
  const editor = useEditor({
    extensions,
    content: html,
    editable: !readOnly,
    immediatelyRender: false,
    // Its rules stand in globals.css: the page's policy refuses style sheets that scripts add.
    injectCSS: false,
    onBlur,
    onUpdate({ editor: updated }) {
      const typed = updated.isEmpty ? "" : updated.getHTML();
      told.current.push(typed);
      onChange(typed);
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
  // The form may show other values: what was saved, or what another person saved. On a busy machine it shows
  // what was typed some letters late: these are no other values, and must not take the letters back.
  useEffect(() => {
    if (!editor) return;
    const at = told.current.indexOf(html);
    told.current = at < 0 ? [html] : told.current.slice(at);
    if (at < 0) editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  if (!editor) return null;
  return (
    <div className="overflow-clip rounded-md border border-edge bg-white focus-within:border-ink">
      {!readOnly && <Toolbar editor={editor} label={label} />}
      <EditorContent editor={editor} />
    </div>
  );
}
