/** The owner of the shop that the browser tests open. */
export const owner = {
  name: "owner",
  email: "owner@jangteo.test",
  password: "세 마리 고래와 낡은 등대지기",
} as const;
