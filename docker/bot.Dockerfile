# The Rasa server: understanding, dialogue and channels. The model is trained while the image is built.
FROM python:3.10-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 RASA_TELEMETRY_ENABLED=false
RUN python -m venv /venv
COPY requirements/bot.txt /requirements.txt
RUN /venv/bin/pip install --require-hashes --no-deps -r /requirements.txt
WORKDIR /app
COPY requirements/bot.txt requirements/
COPY kb/ kb/
COPY bot/ bot/
RUN /venv/bin/python -m bot train && rm -rf var/cache

FROM python:3.10-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 RASA_TELEMETRY_ENABLED=false \
    ACTION_ENDPOINT_URL=http://actions:5055/webhook HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib LOG_LEVEL_LIBRARIES=ERROR \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin signaalwijzer
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app/var/models var/models/
COPY kb/ kb/
COPY bot/ bot/
USER 10001
EXPOSE 5005
HEALTHCHECK --interval=20s --timeout=10s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/webhooks/rest/health', timeout=8)"]
CMD ["python", "-m", "bot.launch", "rasa", "run", "--model", "var/models/signaalwijzer.tar.gz", "--endpoints", "bot/endpoints.yml", \
     "--credentials", "bot/credentials.yml", "--interface", "0.0.0.0", "--port", "5005", "--quiet"]
