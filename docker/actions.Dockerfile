# The action server: custom actions and the knowledge base. Installs neither Rasa nor TensorFlow.
FROM python:3.10-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/actions.txt /requirements.txt
RUN /venv/bin/pip install --require-hashes --no-deps -r /requirements.txt
WORKDIR /app
COPY kb/ kb/
RUN mkdir var && /venv/bin/python -m kb build

FROM python:3.10-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 RASA_TELEMETRY_ENABLED=false SANIC_HOST=0.0.0.0
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin signaalwijzer
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app/var var/
COPY kb/ kb/
COPY bot/__init__.py bot/launch.py bot/
COPY bot/actions/ bot/actions/
COPY bot/consult/ bot/consult/
USER 10001
EXPOSE 5055
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5055/health', timeout=4)"]
CMD ["python", "-m", "bot.launch", "rasa_sdk", "--actions", "bot.actions", "--port", "5055", "--quiet"]
