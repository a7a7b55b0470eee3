import type { Language } from "../language.ts";

interface MailboxTexts {
  readonly title: string;
  readonly banner: string;
  readonly search: string;
  readonly find: string;
  readonly empty: string;
  readonly nothingFound: string;
  readonly missing: string;
  readonly back: string;
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly html: string;
  readonly text: string;
  readonly noSubject: string;
}

export const mailboxTexts: Readonly<Record<Language, MailboxTexts>> = {
  ko: {
    title: "메일함",
    banner: "샌드박스 – 메일이 실제로 발송되지 않아요",
    search: "메일 주소로 찾기",
    find: "찾기",
    empty: "아직 메일이 없어요.",
    nothingFound: "이 주소로 온 메일이 없어요.",
    missing: "이 메일은 더 이상 없어요.",
    back: "메일함으로",
    from: "보낸 사람",
    to: "받는 사람",
    date: "받은 시각",
    html: "메일 화면",
    text: "텍스트",
    noSubject: "(제목 없음)",
  },
  en: {
    title: "Mailbox",
    banner: "Sandbox – no mail really leaves",
    search: "Find by address",
    find: "Find",
    empty: "There are no mails yet.",
    nothingFound: "There is no mail for this address.",
    missing: "This mail is no longer here.",
    back: "Back to the mailbox",
    from: "From",
    to: "To",
    date: "Received",
    html: "As it looks",
    text: "Plain text",
    noSubject: "(no subject)",
  },
};
