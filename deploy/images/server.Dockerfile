# syntax=docker/dockerfile:1
# docker build --file deploy/images/server.Dockerfile .
# Each processor's image is built on a machine of its kind (.github/workflows): packages such as argon2 come as
# programs for one processor.
FROM docker.io/library/node:24-trixie-slim@sha256:6950b66b4c0cb0151ce89fa75074673850763d096b044f422c6729b588dd4956 AS build
WORKDIR /src
# The packages first: this layer is kept until the lock file changes.
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY sandbox/package.json sandbox/
COPY recommender/package.json recommender/
COPY web/package.json web/
COPY scripts/openapi-client/package.json scripts/openapi-client/
RUN npm ci --no-audit --no-fund
COPY . .
RUN node deploy/images/lay-out.ts server /out

# C libraries and certificates: no shell, no package manager. Node is the one that package.json pins and the
# tests ran on.
FROM gcr.io/distroless/cc-debian13:nonroot@sha256:54df941ed0d06a1bd95ef5e0ce391fd8d9f94b64782dc9a60062727849ee3f97
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="server" \
      org.opencontainers.image.description="Jangteo: the API, the worker and the migrations, by arguments and settings" \
      org.opencontainers.image.source="https://github.com/jangteo/jangteo" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# What lay-out.ts compiled.
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/.compiled \
    NODE_COMPILE_CACHE_PORTABLE=1
WORKDIR /app
# Owned by root: the program cannot change itself.
COPY --from=build /out/ /
USER 65532:65532
EXPOSE 3000 3100 9464
# Node is process 1 and gets the signals itself.
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["server/main.ts"]
