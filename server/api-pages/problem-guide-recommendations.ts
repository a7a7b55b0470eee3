/** Recommendations. */
import { type Guide, guide } from "./guidance.ts";

export const recommendations: Readonly<Record<string, Guide>> = {
  RULE_LIMIT: guide(
    ["추천 규칙은 200개까지 둘 수 있어요.", "쓰지 않는 규칙을 지운 뒤 다시 보내세요."],
    ["There are 200 rules, which is all there can be.", "Delete one that is not needed, then send it again."],
  ),
  EXPERIMENT_RUNNING: guide(
    ["비교나 카나리 실험은 한 번에 하나만 진행해요.", "진행 중인 실험을 끝내거나, 끝날 때까지 기다리세요."],
    [
      "One comparison or canary runs at a time.",
      "End the one that runs, or wait until it has ended by itself.",
    ],
  ),
  REPLAY_RUNNING: guide(
    ["지난 목록을 다시 물어보는 비교는 한 번에 하나만 진행해요.", "몇 초 뒤에 같은 요청을 다시 보내세요."],
    ["One comparison with past lists runs at a time.", "Send the same request again after some seconds."],
  ),
  NO_PREVIOUS_MODEL: guide(
    ["지금 쓰는 모델보다 먼저 쓰던 모델이 없어요.", "모델 목록에서 쓸 버전을 골라 champion으로 올리세요."],
    [
      "No other model made the lists before this one.",
      "Choose a version of the list of models, and make it the champion.",
    ],
  ),
  NOT_CHAMPION: guide(
    [
      "`from`의 버전은 이제 champion이 아니에요. 누군가 먼저 되돌렸을 수 있어요.",
      "모델 목록을 다시 읽고, 그래도 필요하면 되돌리세요.",
    ],
    [
      "The version in `from` is the champion no more. Another person may have rolled it back first.",
      "Read the models again, and roll back if it is still needed.",
    ],
  ),
  ALREADY_CHAMPION: guide(
    ["champion은 자기 자신과 비교할 수 없고, challenger가 될 수 없어요.", "다른 버전을 고르세요."],
    ["A champion is not compared with itself, and is no challenger.", "Choose another version."],
  ),
  MODEL_UNUSABLE: guide(
    [
      "등록된 모델의 파일이 없거나, 등록할 때의 파일과 달라요. 지금 모델은 그대로예요.",
      "다른 버전을 고르거나, 새로 학습하세요.",
    ],
    [
      "The file of the version is gone, or is not the one that was registered. The lists stay as they are.",
      "Choose another version, or train a new one.",
    ],
  ),
};
