# One image for web, worker, beat and migrate; docker-compose.yml says which is which.
FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock /
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --only-binary :all: --no-deps -r /requirements.lock

FROM python:3.13-slim
# hadolint ignore=DL3064
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/static \
    PRIVATE_ROOT=/app/files
RUN useradd --system --uid 10001 --home-dir /app casehug \
    && install -d -o casehug /app /app/files /store
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# Static files need no database and no real secret.
RUN SECRET_KEY=build FIELD_KEYS=k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    sh -c "python manage.py compilemessages && python manage.py collectstatic --no-input"
USER 10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--blocking-threads", "64", "casehug.wsgi:application"]
