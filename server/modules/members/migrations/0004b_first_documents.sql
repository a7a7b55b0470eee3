-- The first version of what members agree to. A merchant publishes the next ones in the back office.
INSERT INTO members.consent_documents (code, version, required, effective_at, title_ko, body_ko, title_en, body_en) VALUES
('terms', 1, true, '2026-01-01T00:00:00+09:00',
'이용약관 동의',
$$이 약관은 장터 데모(이하 “쇼핑몰”)의 온라인 서비스를 이용할 때 쇼핑몰과 회원이 지킬 일을 정합니다. 쇼핑몰의 상호, 대표자, 주소, 연락처, 사업자등록번호와 통신판매업 신고번호는 모든 화면 아래에 있습니다.

회원 가입은 만 14세 이상이면 누구나 할 수 있습니다. 약관에 동의하고 필요한 정보를 보내면 계정이 만들어집니다. 회원은 비밀번호를 다른 사람에게 알려 주지 않으며, 계정이 도용된 것을 알면 바로 쇼핑몰에 알립니다.

주문 화면에서 상품, 수량, 배송비를 포함해 낼 금액을 모두 확인한 뒤 결제하면 주문이 접수됩니다. 쇼핑몰은 주문을 받은 사실을 바로 알리고, 결제를 확인한 날부터 3영업일 안에 배송을 시작합니다. 보낼 수 없게 되면 그 사유를 알리고 3영업일 안에 환급합니다.

청약철회: 회원은 상품을 받은 날부터 7일 안에 이유를 말하지 않고 주문을 철회할 수 있습니다. 상품이 표시·광고와 다르거나 계약과 다르면 받은 날부터 3개월, 그 사실을 안 날부터 30일 안에 철회할 수 있습니다. 다음 경우에는 단순 변심으로 철회할 수 없습니다.

- 회원의 책임으로 상품이 없어지거나 훼손된 경우(내용을 확인하려고 포장을 연 경우는 제외)
- 사용하거나 시간이 지나 다시 팔기 어려울 만큼 가치가 뚜렷이 줄어든 경우
- 복제할 수 있는 상품의 포장을 훼손한 경우
- 미리 알리고 따로 동의를 받은 주문 제작 상품인 경우

단순 변심으로 돌려보내는 비용은 회원이, 상품의 하자나 잘못된 배송으로 돌려보내는 비용은 쇼핑몰이 냅니다. 쇼핑몰은 상품을 돌려받은 날부터 3영업일 안에 대금을 환급하며, 늦어지면 법이 정한 지연이자를 더합니다.

회원은 언제든지 내 정보에서 탈퇴할 수 있습니다. 진행 중인 주문이 있으면 그 주문이 끝난 뒤에 탈퇴할 수 있습니다. 쇼핑몰은 다른 사람의 정보를 도용하거나 서비스를 방해하는 계정의 이용을 막을 수 있으며, 그 이유를 알리고 이의를 말할 기회를 줍니다.

약관을 바꿀 때는 적용일 7일 전까지, 회원에게 불리한 변경은 30일 전까지 알립니다. 동의하지 않는 회원은 탈퇴할 수 있습니다.

쇼핑몰은 고의나 과실로 회원에게 준 손해를 배상합니다. 분쟁은 먼저 고객센터에서 다루고, 해결되지 않으면 소비자분쟁조정위원회 등에 조정을 신청할 수 있습니다. 이 약관은 대한민국 법을 따릅니다.$$,
'Terms of use',
$$These terms say what Jangteo Demo (“the shop”) and its members owe each other when the online service is used. The shop's trade name, representative, address, contact, business registration and mail-order report numbers stand at the foot of every page.

Anybody of 14 or older can become a member. The account is made when you agree to the terms and send what is needed. You tell your password to nobody, and tell the shop at once when you learn that somebody else uses your account.

An order is placed when you pay after seeing the products, their quantities and everything there is to pay, delivery included. The shop confirms at once that it received the order and sends the parcel within 3 business days of the payment. If it cannot, it tells you why and pays you back within 3 business days.

Withdrawal: within 7 days of receiving the goods you may withdraw from the order without a reason. If the goods are not as they were shown or agreed, you may do so within 3 months of receiving them and 30 days of noticing. A change of mind is no reason for withdrawal

- if the goods were lost or damaged through your fault (opening the package to look is fine)
- if they clearly lost their value through use or time
- if the package of goods that can be copied was opened
- if they were made to order, you were told before, and you agreed to it separately.

You pay for sending goods back when you changed your mind; the shop pays when they are faulty or were sent by mistake. The shop pays you back within 3 business days of receiving the goods, and adds the legal interest if it is late.

You can leave at any time on your account page. If an order is under way, you can leave when it is finished. The shop may close an account that uses other people's data or disturbs the service; it says why, and you can object.

Changes of these terms are announced 7 days before they apply, and 30 days before if they are to your disadvantage. If you do not agree, you can leave.

The shop compensates for damage that it causes on purpose or by negligence. Disputes go to customer service first; if they are not settled there, you can turn to the Consumer Dispute Settlement Commission. The law of the Republic of Korea applies.$$),

('privacy', 1, true, '2026-01-01T00:00:00+09:00',
'개인정보 수집·이용 동의',
$$장터 데모는 회원 가입과 회원 관리를 위해 다음과 같이 개인정보를 수집하고 이용합니다.

목적

- 회원 가입 의사와 본인의 이메일인지 확인
- 로그인, 계정 보호, 부정 이용 방지
- 주문과 문의에 관한 연락, 중요한 알림

항목

- 필수: 이메일, 비밀번호(되돌릴 수 없게 암호화하여 보관), 이름
- 선택: 휴대전화 번호
- 이용하면서 만들어지는 정보: 접속한 일시와 IP 주소, 브라우저 종류, 동의한 내역

보유 기간

- 탈퇴할 때까지 보관하고, 탈퇴하면 바로 지웁니다.
- 부정한 재가입을 막기 위해 이메일을 알아볼 수 없게 바꾼 값은 탈퇴한 날부터 30일 동안 보관합니다.
- 법에 따라 계약·청약철회와 결제·공급 기록은 5년, 소비자 불만·분쟁 처리 기록은 3년, 접속 기록은 3개월 동안 보관합니다.

동의하지 않을 권리: 동의하지 않을 수 있습니다. 필수 항목은 회원에게 서비스를 제공하는 데 꼭 필요하므로 동의하지 않으면 가입할 수 없지만, 회원이 아니어도 주문할 수 있습니다. 선택 항목은 입력하지 않아도 가입할 수 있습니다.

자기 정보는 내 정보에서 언제든지 보고, 고치고, 내려받고, 지울 수 있습니다. 개인정보 보호책임자의 이름과 연락처는 화면 아래에 있습니다.$$,
'Collection and use of personal data',
$$Jangteo Demo collects and uses personal data for your membership as follows.

Purpose

- to learn that you want to join, and that the e-mail is yours
- signing in, protecting your account, preventing abuse
- messages about your orders and questions, and important notices

Items

- required: e-mail, password (kept in a form that cannot be turned back), name
- optional: mobile number
- made by using the shop: when and from which IP address you came, kind of browser, what you agreed to

Period

- until you leave; then it is deleted at once.
- to prevent abuse of joining again, an unreadable form of your e-mail is kept for 30 days after you leave.
- as the law demands, records of contracts, withdrawals, payments and supply are kept for 5 years, of complaints and disputes for 3 years, of access for 3 months.

Your right to refuse: you need not agree. Without the required items we cannot serve you as a member, so you cannot join; but you can order as a guest. The optional items are not needed to join.

You can see, correct, download and delete your data on your account page at any time. Name and contact of the privacy officer stand at the foot of the page.$$),

('over14', 1, true, '2026-01-01T00:00:00+09:00',
'만 14세 이상입니다',
$$만 14세 미만 어린이의 개인정보를 처리하려면 법정대리인의 동의가 필요합니다. 장터 데모는 이 절차를 두지 않으므로 만 14세 이상만 가입할 수 있습니다.

나이가 사실과 다른 것을 알게 되면 계정과 개인정보를 바로 지웁니다.$$,
'I am 14 or older',
$$Processing the personal data of children under 14 needs the consent of a guardian. Jangteo Demo has no procedure for that, so only people of 14 or older can join.

If we learn that this is not true, the account and its data are deleted at once.$$),

('marketing_email', 1, false, '2026-01-01T00:00:00+09:00',
'이메일로 혜택과 소식 받기',
$$목적: 새 상품, 할인, 행사와 쿠폰 소식을 이메일로 보냅니다. 제목은 (광고)로 시작합니다.

항목: 이메일, 이름

기간: 탈퇴하거나 동의를 거둘 때까지. 2년마다 동의한 사실을 다시 알려 드립니다.

동의하지 않아도 가입과 주문에는 아무 차이가 없습니다. 동의는 내 정보나 메일 아래의 수신 거부 링크에서 언제든지 무료로 거둘 수 있습니다. 오후 9시부터 다음 날 오전 8시까지는 보내지 않습니다.$$,
'Offers and news by e-mail',
$$Purpose: to send you news of products, discounts, events and coupons by e-mail. The subject begins with (광고), advertisement.

Items: e-mail, name

Period: until you leave or take the consent back. Every 2 years we remind you of it.

Joining and ordering are the same without it. You can take it back free of charge at any time on your account page, or with the link at the foot of each mail. Nothing is sent between 9 p.m. and 8 a.m.$$),

('marketing_sms', 1, false, '2026-01-01T00:00:00+09:00',
'문자로 혜택과 소식 받기',
$$목적: 새 상품, 할인, 행사와 쿠폰 소식을 문자로 보냅니다. 내용은 (광고)로 시작합니다.

항목: 휴대전화 번호, 이름

기간: 탈퇴하거나 동의를 거둘 때까지. 2년마다 동의한 사실을 다시 알려 드립니다.

동의하지 않아도 가입과 주문에는 아무 차이가 없습니다. 동의는 내 정보나 문자에 있는 무료 수신 거부 번호로 언제든지 거둘 수 있습니다. 오후 9시부터 다음 날 오전 8시까지는 보내지 않습니다.$$,
'Offers and news by text message',
$$Purpose: to send you news of products, discounts, events and coupons by text message. It begins with (광고), advertisement.

Items: mobile number, name

Period: until you leave or take the consent back. Every 2 years we remind you of it.

Joining and ordering are the same without it. You can take it back at any time on your account page, or with the free number in each message. Nothing is sent between 9 p.m. and 8 a.m.$$),

('marketing_push', 1, false, '2026-01-01T00:00:00+09:00',
'앱 알림으로 혜택과 소식 받기',
$$목적: 새 상품, 할인, 행사와 쿠폰 소식을 앱이나 브라우저의 알림으로 보냅니다. 내용은 (광고)로 시작합니다.

항목: 알림을 받을 기기의 식별값

기간: 탈퇴하거나 동의를 거둘 때까지. 2년마다 동의한 사실을 다시 알려 드립니다.

동의하지 않아도 가입과 주문에는 아무 차이가 없습니다. 동의는 내 정보나 기기의 알림 설정에서 언제든지 거둘 수 있습니다. 오후 9시부터 다음 날 오전 8시까지는 보내지 않습니다.$$,
'Offers and news by notification',
$$Purpose: to send you news of products, discounts, events and coupons as notifications of an app or browser. They begin with (광고), advertisement.

Items: an identifier of the device that gets them

Period: until you leave or take the consent back. Every 2 years we remind you of it.

Joining and ordering are the same without it. You can take it back at any time on your account page, or in the settings of your device. Nothing is sent between 9 p.m. and 8 a.m.$$);
