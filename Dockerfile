# kg as an image: `docker build --tag kg .`, then see docs/docker.md. Needs a network while it is built, and none when it runs.

ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ENV UV_NO_CACHE=1 UV_NO_CONFIG=1 UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /src

# The libraries, in the versions and with the digests of the lock; a change of kg alone does not fetch them again.
COPY pyproject.toml requirements.lock ./
RUN uv venv --python /usr/local/bin/python /opt/kg \
    && uv pip install --python /opt/kg/bin/python --only-binary :all: --compile-bytecode \
        --constraint requirements.lock --requirement pyproject.toml --extra networkx \
    && uv pip install --system --only-binary :all: --constraint requirements.lock hatchling

COPY README.md LICENSE ./
COPY kg kg
COPY ontology ontology
COPY queries queries
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /dist . \
    && uv pip install --python /opt/kg/bin/python --no-deps --compile-bytecode /dist/*.whl

FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="kg" \
    org.opencontainers.image.description="Builds RDF knowledge graphs from news: every fact answers who says so, and where"
ENV PATH=/opt/kg/bin:$PATH XDG_CACHE_HOME=/opt/cache
RUN useradd --uid 1000 --create-home kg && install --directory --owner=kg --group=kg /data /opt/cache
COPY --from=build /opt/kg /opt/kg
USER 1000
# The default knowledge base, which kg would else build when it is first needed.
RUN kg kb stats
WORKDIR /data
VOLUME /data
EXPOSE 7879
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 7879, timeout=4); c.request('GET', '/'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["kg"]
CMD ["serve", "--store", "/data/store", "--host", "0.0.0.0"]
