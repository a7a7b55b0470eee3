"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AltForm } from "./alt-form";
import { LinkForm } from "./link-form";
import { PictureTool } from "./picture-tool";
import { Tool } from "./tool";

const marks = ["bold", "italic", "underline", "strike"] as const;
const signs = { bold: "B", italic: "I", underline: "U", strike: "S" } as const;
const looks = {
  bold: "font-bold",
  italic: "italic",
  underline: "underline",
  strike: "line-through",
} as const;

const stateOf = ({ editor }: { editor: Editor }) => ({
  marks: Object.fromEntries(marks.map((name) => [name, editor.isActive(name)])),
  heading: editor.isActive("heading", { level: 2 }),
  subheading: editor.isActive("heading", { level: 3 }),
  bullets: editor.isActive("bulletList"),
  numbers: editor.isActive("orderedList"),
  quote: editor.isActive("blockquote"),
  link: editor.isActive("link"),
  table: editor.isActive("table"),
  pictureAlt: editor.isActive("picture") ? String(editor.getAttributes("picture").alt ?? "") : null,
  canUndo: editor.can().undo(),
  canRedo: editor.can().redo(),
});

/** The buttons above a text. In a table they also change the table. */
export function Toolbar({ editor, label }: { editor: Editor; label: string }) {
  const t = useTranslations("products.richText");
  const [linking, setLinking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const is = useEditorState({ editor, selector: stateOf });
  const chain = () => editor.chain().focus();
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend in the bar */}
      <div
        aria-label={t("toolbar", { label })}
        className="flex flex-wrap gap-0.5 border-b border-line bg-sand p-1"
        role="group"
      >
        <Tool name={t("heading")} on={is.heading} run={() => chain().toggleHeading({ level: 2 }).run()}>
          {t("headingSign")}
        </Tool>
        <Tool name={t("subheading")} on={is.subheading} run={() => chain().toggleHeading({ level: 3 }).run()}>
          {t("subheadingSign")}
        </Tool>
        {marks.map((name) => (
          <Tool key={name} name={t(name)} on={is.marks[name]} run={() => chain().toggleMark(name).run()}>
            <span className={looks[name]}>{signs[name]}</span>
          </Tool>
        ))}
        <Tool name={t("bullets")} on={is.bullets} run={() => chain().toggleBulletList().run()}>
          •–
        </Tool>
        <Tool name={t("numbers")} on={is.numbers} run={() => chain().toggleOrderedList().run()}>
          {t("numbersSign")}
        </Tool>
        <Tool name={t("quote")} on={is.quote} run={() => chain().toggleBlockquote().run()}>
          “ ”
        </Tool>
        <Tool name={t("link")} on={is.link || linking} run={() => setLinking(!linking)}>
          {t("linkSign")}
        </Tool>
        <Tool name={t("line")} run={() => chain().setHorizontalRule().run()}>
          ―
        </Tool>
        <PictureTool editor={editor} tell={setFailed} />
        <TableTools editor={editor} inTable={is.table} />
        <Tool disabled={!is.canUndo} name={t("undo")} run={() => chain().undo().run()}>
          ↶
        </Tool>
        <Tool disabled={!is.canRedo} name={t("redo")} run={() => chain().redo().run()}>
          ↷
        </Tool>
      </div>
      {linking && <LinkForm close={() => setLinking(false)} editor={editor} />}
      {is.pictureAlt !== null && <AltForm alt={is.pictureAlt} editor={editor} />}
      {failed !== null && (
        <p className="border-b border-line px-3 py-2 text-sm font-medium text-accent-deep" role="alert">
          {failed}
        </p>
      )}
    </>
  );
}

function TableTools({ editor, inTable }: { editor: Editor; inTable: boolean }) {
  const t = useTranslations("products.richText");
  const chain = () => editor.chain().focus();
  if (!inTable)
    return (
      <Tool
        name={t("table")}
        run={() => chain().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run()}
      >
        {t("tableSign")}
      </Tool>
    );
  const tools = [
    { name: t("addRow"), run: () => chain().addRowAfter().run() },
    { name: t("addColumn"), run: () => chain().addColumnAfter().run() },
    { name: t("deleteRow"), run: () => chain().deleteRow().run() },
    { name: t("deleteColumn"), run: () => chain().deleteColumn().run() },
    { name: t("deleteTable"), run: () => chain().deleteTable().run() },
  ];
  return tools.map(({ name, run }) => (
    <Tool key={name} name={name} run={run}>
      {name}
    </Tool>
  ));
}
