/** Price lists, and the groups of members that they name. */
import { type Guide, guide } from "./guidance.ts";

export const prices: Readonly<Record<string, Guide>> = {
  PRICE_LIST_LIMIT: guide(
    [
      "가격표가 most개 있거나, 한 가격표의 가격이 most개를 넘게 돼요.",
      "끝난 가격표나 쓰지 않는 가격을 지우세요.",
    ],
    [
      "There are `most` price lists, or the list would have more than `most` prices.",
      "Delete lists that ended, or take out prices that are not needed.",
    ],
  ),
  MEMBER_GROUP_TAKEN: guide(
    ["다른 회원 그룹이 이 code를 쓰고 있어요.", "다른 code를 쓰세요."],
    ["Another member group has this `code`.", "Use another code."],
  ),
  MEMBER_GROUP_LIMIT: guide(
    ["회원 그룹이 most개 있어요.", "쓰지 않는 그룹을 지우세요."],
    ["There are `most` member groups already.", "Delete those that are not used."],
  ),
  MEMBER_GROUP_IN_USE: guide(
    [
      "그룹에 회원 members명이 있거나, 가격표 priceLists개가 이 그룹을 써요.",
      "회원을 다른 그룹으로 옮기고, 가격표의 그룹을 바꾸거나 가격표를 지운 뒤에 지우세요.",
    ],
    [
      "`members` members are in the group, or `priceLists` price lists name it.",
      "Put the members into another group, and change or delete the price lists, then delete it.",
    ],
  ),
};
